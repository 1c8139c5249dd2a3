"""Score a CSV with pandas: python with_pandas.py IN OUT"""

import sys

import pandas as pd

QUESTIONS = [
    "student-engagement",
    "personnel",
    "marketing-and-communications",
    "learning-partnerships",
    "operations",
]
POINTS = {"red": 0, "blue": 1, "green": 2}
LEVELS = ["just-getting-started", "on-our-way", "lots-going-on"]

df = pd.read_csv(sys.argv[1], keep_default_na=False, dtype=dict.fromkeys(QUESTIONS, "category"))
points = df[QUESTIONS].apply(lambda answers: answers.map(POINTS).astype("int8"))
total = points.sum(axis=1)
out = pd.concat(
    [
        df[["respondent", "district"]],
        total.rename("total"),
        pd.cut(total, [-1, 3, 7, 10], labels=LEVELS).rename("level"),
        df[QUESTIONS],
        points.add_suffix("-points"),
    ],
    axis=1,
)
out.insert(4, "complete", "true")
out["reason"] = ""
out.to_csv(sys.argv[2], index=False, lineterminator="\n")

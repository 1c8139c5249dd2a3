"""Score a CSV with DuckDB: python with_duckdb.py IN OUT"""

import sys

import duckdb

QUESTIONS = [
    "student-engagement",
    "personnel",
    "marketing-and-communications",
    "learning-partnerships",
    "operations",
]
points = ", ".join(
    f"""CASE "{q}" WHEN 'red' THEN 0 WHEN 'blue' THEN 1 WHEN 'green' THEN 2 END AS "{q}-points\""""
    for q in QUESTIONS
)
answers = ", ".join(f'"{q}"' for q in QUESTIONS)
columns = ", ".join(f'"{q}-points"' for q in QUESTIONS)
total = " + ".join(f'"{q}-points"' for q in QUESTIONS)
source, target = (name.replace("'", "''") for name in sys.argv[1:3])
duckdb.sql(f"""
    COPY (
        SELECT respondent, district, total,
            CASE WHEN total <= 3 THEN 'just-getting-started'
                 WHEN total <= 7 THEN 'on-our-way'
                 WHEN total <= 10 THEN 'lots-going-on' END AS level,
            'true' AS complete, {answers}, {columns}, NULL AS reason
        FROM (SELECT *, {total} AS total
              FROM (SELECT *, {points}
                    FROM read_csv('{source}', all_varchar = true, delim = ',', header = true)))
    ) TO '{target}' (FORMAT csv, HEADER)
""")

"""Score a CSV with sqlite-utils: python with_sqlite_utils.py IN OUT"""

import csv
import sys

import sqlite_utils

QUESTIONS = [
    "student-engagement",
    "personnel",
    "marketing-and-communications",
    "learning-partnerships",
    "operations",
]
points = ", ".join(
    f"case [{q}] when 'red' then 0 when 'blue' then 1 when 'green' then 2 end as [{q}-points]"
    for q in QUESTIONS
)
answers = ", ".join(f"[{q}]" for q in QUESTIONS)
columns = ", ".join(f"[{q}-points]" for q in QUESTIONS)
total = " + ".join(f"[{q}-points]" for q in QUESTIONS)

db = sqlite_utils.Database(memory=True)
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    db["answers"].insert_all(csv.reader(file))
with open(sys.argv[2], "w", encoding="utf-8", newline="") as file:
    cursor = db.execute(f"""
        select respondent, district, total,
            case when total <= 3 then 'just-getting-started'
                 when total <= 7 then 'on-our-way'
                 when total <= 10 then 'lots-going-on' end as level,
            'true' as complete, {answers}, {columns}, '' as reason
        from (select *, {total} as total from (select rowid as row, *, {points} from answers))
        order by row
    """)
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(column[0] for column in cursor.description)
    writer.writerows(cursor)

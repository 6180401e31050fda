#!/usr/bin/env python3
"""Makes records as UHRI exports them, for measurements: uhri.py NUMBER FILE [random].

Documents of 250 recommendations to one State each; the same number always gives the same records. With
`random` they stand in an order that knows no document.
"""
import json
import random
import sys

WORDS = (
    "strengthen the national legal framework in order to ensure access of women children persons with "
    "disabilities to education health housing and take effective measures prevent torture ratify optional "
    "protocol convention against discrimination prisons independent"
).split()
STATES = "Slovenia France Kenya Brazil Japan Norway Ghana Chile Nepal Canada Spain Peru Malta Qatar Togo".split()
A_DOCUMENT = 250


def record(number):
    document, dice = number // A_DOCUMENT, random.Random(number)
    state, asking = STATES[document % len(STATES)], STATES[(number + 3) % len(STATES)]
    text = " ".join(dice.choice(WORDS) for _ in range(22))
    label = f"{100 + document % 50}.{number % A_DOCUMENT + 1}"
    return {
        "AffectedPersons": ["Children"],
        "AnnotationId": f"00000000-0000-0000-0000-{number:012d}",
        "AnnotationType": "- Recommendations",
        "Body": "- UPR",
        "Countries": [state],
        "DocumentId": f"00000000-0000-0000-0001-{document:012d}",
        "PublicationDate": "2025-02-12T00:00:00",
        "PublicationDateOnUhri": "2025-03-03T10:53:45.827",
        "Regions": ["Europe"],
        "Sdgs": ["16.2 - Protect children from abuse"],
        "Symbol": f"A/HRC/{20 + document // 40}/{1 + document % 40}",
        "Text": f"<p>{label} {text} ({asking});</p>",
        "Themes": ["Rights related to name, identity & nationality"],
        "UprCycle": None,
        "UprPositions": [dice.choice(["Supported", "Noted"])],
        "UprRecommendingCountry": [asking],
        "UprRecommendingRegions": ["Asia"],
        "UprSession": [f"{20 + document // 100} Session"],
    }


def main():
    numbers, path = list(range(int(sys.argv[1]))), sys.argv[2]
    if sys.argv[3:] == ["random"]:
        random.Random(7).shuffle(numbers)
    with open(path, "w", encoding="utf-8") as out:
        out.write("[")
        for place, number in enumerate(numbers):
            out.write(("," if place else "") + json.dumps(record(number)))
        out.write("]")


main()

//! What is hidden: by one claim of each kind, all at once, and by an internal voice in a file that publishes.

/// What is hidden; the commands that both files have, those of the one, and what the other has instead.
pub(super) type Claim =
    (&'static str, &'static [&'static str], &'static [&'static str], &'static [&'static str]);

pub(super) const CLAIMS: &[Claim] = &[
    ("a voice", &[], &["assessor add hidden --name 'A hidden one' --kind cso --internal"], &[]),
    ("its status", &[], &["status set EX:2 regressed --by friend --note x --unsourced"], &[]),
    (
        "its status with evidence",
        &[],
        &["status set EX:2 regressed --by friend --note x --evidence https://example.org/x"],
        &[],
    ),
    (
        "its status, of a component and of an item that nobody else assessed",
        &["set add MINE --state PRK --document A/HRC/42/10", "item add MINE:1 'End it'"],
        &["status set MINE:1 implemented --by friend --note x --unsourced"],
        &[],
    ),
    (
        "what was taken back of it",
        &["status set EX:2 regressed --by friend --note x --unsourced"],
        &["status retract LAST --note 'no longer'"],
        &[],
    ),
    (
        "what was undone of it",
        &["status set EX:3 regressed --by friend --note x --unsourced"],
        &["undo"],
        &[],
    ),
    (
        "what was destroyed of it",
        &["status set EX:3 regressed --by friend --note x --unsourced"],
        &["purge LAST --reason y --yes"],
        &[],
    ),
    (
        "a reason",
        &[],
        &["status set EX:2 regressed --note 'a hidden reason' --unsourced"],
        &["status set EX:2 regressed --unsourced"],
    ),
    (
        "its author",
        &[],
        &["status set EX:2 regressed --unsourced --author marmaduke"],
        &["status set EX:2 regressed --unsourced"],
    ),
    (
        "evidence of a status",
        &[],
        &["status set EX:2 regressed --evidence law.txt"],
        &["status set EX:2 regressed --evidence decree.txt"],
    ),
    // An address or a symbol may be handed on; a file only where it was published.
    ("evidence", &[], &["evidence add EX:3 law.txt --quote 'a quote'"], &[]),
    (
        "why it was closed",
        &[],
        &["item close EX:10 --note 'a hidden closing'"],
        &["item close EX:10 --note 'another'"],
    ),
    (
        "why it was linked",
        &[],
        &["link add EX:4 related EX:5 --reason 'a hidden link'"],
        &["link add EX:4 related EX:5 --reason 'another'"],
    ),
    (
        "why it was taken back",
        &["status set EX:2 regressed --unsourced"],
        &["status retract LAST --note 'a hidden reason'"],
        &["status retract LAST --note 'another'"],
    ),
    (
        "the one status of an item",
        &[],
        &["status set EX:9 regressed --by friend --note x --unsourced"],
        &[],
    ),
    (
        "a second look",
        &["status set EX:2 regressed --by friend --note x --unsourced"],
        &["status recheck EX:2 --by friend --note y --unsourced"],
        &[],
    ),
    ("a remark", &[], &["remark add EX:9 'a hidden remark' --by friend"], &[]),
    (
        "an indicator and its figure",
        &[],
        &[
            "indicator add seats 'Women in parliament' --kind outcome --unit percent --for EX:9",
            "indicator value seats 31.4 --period 2025 --unsourced",
        ],
        &[],
    ),
    (
        "a plan and what is done",
        &[],
        &[
            "plan add NAP 'National plan' --state XEX",
            "action add 'Draft the bill' --plan NAP --for EX:9",
        ],
        &[],
    ),
    ("a meeting", &[], &["timeline add --on 2025-02 --kind meeting --what 'met the source'"], &[]),
    ("a date", &[], &["due set EX:2 2027-03 --reason 'they said so'"], &[]),
    (
        "a date that was moved",
        &["due set EX:2 2027-03 --public"],
        &["due set EX:2 2027-09 --reason 'they said so'"],
        &[],
    ),
    (
        "a lead",
        &["entity add moj --name 'Ministry of Justice' --kind ministry"],
        &["lead set EX:2 moj"],
        &[],
    ),
    (
        "whom to write to",
        &[],
        &["entity add moj --name 'Ministry of Justice' --kind ministry --contact 'Mrs X'"],
        &["entity add moj --name 'Ministry of Justice' --kind ministry"],
    ),
    (
        "the lead that was published, changed and ended",
        &[
            "entity add moj --name 'Ministry of Justice' --kind ministry",
            "lead set EX:2 moj --public",
            "lead set EX:3 moj --public",
        ],
        &["lead set EX:2 xex-health", "lead remove EX:3 moj"],
        &[],
    ),
    (
        "a figure that was published, revised",
        &["indicator value legal-aid-districts 9 --period 2024 --public"],
        &["indicator value legal-aid-districts 7 --period 2024"],
        &[],
    ),
    (
        "an institution that is an internal voice's, at work, asked, and owner of an indicator",
        &["lead set EX:2 xex-health --public"],
        &[
            HID,
            "lead set EX:2 hid --public",
            "lead set EX:3 hid --public --role supporting",
            "indicator add own 'A hidden one' --kind outcome --unit percent --owner hid --for EX:9 --public",
            "indicator value own 5 --period 2024 --public",
            "request add hid EX:9 --answer-by 2026-06-30 --public -o a.csv",
        ],
        &[],
    ),
    (
        "an institution above another",
        &[HID],
        &["entity add below --name 'An agency' --kind agency --under hid"],
        &["entity add below --name 'An agency' --kind agency"],
    ),
    (
        "a request, and the end of one",
        &[],
        &[
            "request add xex-health EX:9 --answer-by 2026-06-30 -o b.csv",
            "request close R1 --note h",
        ],
        &[],
    ),
    ("evidence of what had none", &[], &["evidence add EX:7 law.txt"], &[]),
    (
        "evidence of an internal voice of what had none",
        &[],
        &["status set EX:7 regressed --by friend --note x --evidence https://example.org/x"],
        &[],
    ),
    (
        "suggestions that were refused",
        &[],
        &["suggest refuse EX:9 issue:justice", "suggest links EX:10 --refuse EXR:101.3"],
        &[],
    ),
    (
        "an action in a plan that was published, and its dates",
        &[],
        &[
            "action add 'A hidden step' --plan EXP --for EX:9 --lead xex-health --due 2027",
            "due set EXP:2 2029-01 --reason h",
            "due set EXP:2 2030-01 --reason h",
        ],
        &[],
    ),
    (
        "what an internal voice said that an earlier release wrote as published",
        &[
            "due set EX:2 2027-03 --public",
            "indicator value legal-aid-districts 9 --period 2024 --public",
        ],
        &[
            "remark add EX:9 'a hidden remark' --by friend",
            "due set EX:2 2027-09 --by friend --reason 'a hidden date'",
            "due set EX:9 2027-09 --by friend --reason 'a hidden date'",
            "indicator value legal-aid-districts 31 --period 2025 --by friend --unsourced",
            "status set EX:9 regressed --by friend --note x --unsourced",
            STOOD,
        ],
        &[],
    ),
];

const HID: &str = "entity add hid --name 'A hidden institution' --kind cso --assessor friend";

/// No command: makes what internal voices said stand as an earlier release wrote it.
pub(super) const STOOD: &str = "(as an earlier release wrote it)";

/// What an internal voice says in a file that publishes unless told otherwise, and the institution whose
/// voice it is.
pub(super) const SAID_IN_CONFIDENCE: &[&str] = &[
    HID,
    "lead set EX:2 hid",
    "lead set EX:3 hid --role supporting",
    "remark add EX:9 'a hidden remark' --by friend",
    "due set EX:2 2027-09 --by friend --reason 'a hidden date'",
    "due set EX:9 2027-09 --by friend --reason 'a hidden date'",
    "indicator value legal-aid-districts 31 --period 2025 --by friend --unsourced",
    "indicator value legal-aid-districts 30 --period 2024 --by friend --unsourced",
    "status set EX:9 regressed --by friend --note x --evidence https://example.org/x",
    "status set EX:7 regressed --by friend --note x --evidence law.txt",
    "status recheck EX:7 --by friend --note y --unsourced",
    "request add hid EX:9 --answer-by 2026-06-30 -o a.csv",
    "indicator add own 'A hidden one' --kind outcome --unit percent --owner hid --for EX:9",
    "indicator value own 5 --period 2024",
    "suggest refuse EX:9 issue:justice",
];

/// What both files of [`SAID_IN_CONFIDENCE`] hold, and what is said in public after it.
pub(super) const OPEN: &[&str] = &[
    "entity add moj --name 'Ministry of Justice' --kind ministry",
    "lead set EX:2 moj",
    "due set EX:2 2027-03",
    "indicator value legal-aid-districts 9 --period 2024",
    "request add moj EX:2 --answer-by 2026-06-30 -o open.csv",
];

/// What is said in public afterwards.
pub(super) const AFTERWARDS: &[&str] = &[
    "status set EX:2 implemented --note 'an open reason' --evidence https://example.org/open --public",
    "status set EX:9 in-progress --unsourced",
    "remark add EX:9 'an open remark' --public",
    "due set EX:9 2028-01 --reason 'an open one' --public",
    "lead set EX:9 xex-health --public",
    "indicator value legal-aid-districts 10 --period 2026 --provisional --target --public",
    "evidence add EX:15 https://example.org/open",
    "link add EX:4 related EX:5 --reason 'an open link' --public",
];

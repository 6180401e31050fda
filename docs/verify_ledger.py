#!/usr/bin/env python3
"""Checks a ledger that travels, after docs/ledger.md alone: python3 verify_ledger.py LEDGER.jsonl"""
import hashlib, json, re, sys

TITLE = ["format", "version", "program", "redacted", "entries", "head", "seeded"]
ENTRY = ["id", "form", "internal", "batch", "command", "recorded_at", "clock", "item", "source",
         "place", "author", "rows", "content", "hash"]
# What a redacted ledger leaves out: always; where `public` is 0.
ALWAYS = "entity origin publication purge request_state source_file".split()
UNPUBLISHED = "assessment evidence item_state link withdrawal".split()
integer = lambda v: type(v) is int and -2**63 <= v < 2**63
string = lambda v: isinstance(v, str)
digits = lambda n: lambda v: string(v) and re.fullmatch("[0-9a-f]{%d}" % n, v) is not None

def need(holds, found):
    if not holds:
        raise ValueError(found)

def known(thing, names, always):
    need(isinstance(thing, dict) and list(thing) == [n for n in names if n in thing], "names or their order")
    need(all(name in thing for name in always), "a name is missing")

def sha(text, salt=b""):
    return hashlib.sha256(salt + text.encode()).hexdigest()

def field(name, value, form):
    if value is None:
        return "" if form == 3 else f"{name}=-\n"
    return f"{name}={len(str(value).encode())}:{value}\n"

def pairs(them, form):
    for name, value in them:
        need(string(name) and (string(value) or value is None and form < 3), "a pair is none")
    need(isinstance(them, list) and all(isinstance(pair, list) for pair in them), "pairs are none")
    return "".join(field(name, value, form) for name, value in them)

def may_lack(table, row):
    unpublished = table in UNPUBLISHED and row.get("public") == "0"
    return table in ALWAYS + ["author"] or unpublished or table == "evidence" and row.get("kind") == "file"

def seal(it, form, emptied, table, row):
    known(it, ["salt", "fields", "digest"], ["digest"] if "digest" in it else ["salt", "fields"])
    if "digest" in it:
        need(len(it) == 1 and digits(64)(it["digest"]), "a digest is none")
        emptied.append((table, row))
        return it["digest"]
    text, salt = pairs(it["fields"], form), it["salt"]
    need(digits(32)(salt), "a salt is none")
    return sha("upr-sealed 3\n" + field("salt", salt, 3) + text) if form == 3 else \
        sha("upr-sealed 1\n" + text, bytes.fromhex(salt))

def content(e, previous, emptied):
    form = e["form"]
    known(e, ENTRY, ["batch", "command", "recorded_at"] + ([] if form == 3 else ["item", "source", "place", "author"]))
    need(form == 3 or "clock" not in e, "it says what its form does not say")
    text = f"upr-entry {form}\n" + (field("previous", previous, 1) if form == 1 else "")
    for name, good in zip(ENTRY[3:10] + ["id"], [integer, string, string, "stopped".__eq__, integer, integer, string]):
        need(name not in e or good(e[name]) or e[name] is None and form < 3, f"{name} is none")
    author = e.get("author") and seal(e["author"], form, emptied, "author", {})
    need(form < 3 or "author" not in e or author, "its author is none")
    need(not author or [n for n, _ in e["author"].get("fields", [["author", ""]])] == ["author"], "its author is none")
    for name in ["id"] + ENTRY[3:10]:
        text += field(name, e.get(name), form) if name != "clock" or name in e else ""
    text += field("author", author, form)
    for row in e["rows"]:
        known(row, ["table", "id", "open", "sealed"], ["table", "id", "open"])
        need(string(row["table"]) and integer(row["id"]), "a row is none")
        text += field("row", row["table"], form) + field("id", row["id"], form) + pairs(row["open"], form)
        if "sealed" in row:
            need(form < 3 or row["sealed"] is not None, "a seal is none")
            text += field("sealed", row["sealed"] and seal(row["sealed"], form, emptied, row["table"], dict(row["open"])), form)
    return text

def verify(lines):
    previous, number, gone, came, files, purged, title = None, 0, {}, {}, {}, set(), None
    for line in lines:
        e = json.loads(line.decode())
        again = json.dumps(e, ensure_ascii=False, separators=(",", ":")) + "\n"
        need(line == again.encode(), f"after entry {number}: not written in the one way")
        if title is None:
            known(e, TITLE, TITLE[:6])
            need(e["format"] == "upr-ledger" and e["version"] == 1 and integer(e["version"]), "another format")
            need(string(e["program"]) and type(e["redacted"]) is bool and integer(e["entries"]), "its title is none")
            need(all(map(string, e.get("seeded", []))) and e.get("seeded") != [], "its title is none")
            title = e
            continue
        known(e, ENTRY, ["id", "form", "hash"])
        number, form, emptied = number + 1, e["form"], []
        need(integer(e["id"]) and e["id"] == number and integer(form) and 1 <= form <= 3, f"entry {number} is none")
        need("internal" not in e or form == 3 and e["internal"] == 1 and integer(e["internal"]), f"entry {number}: internal")
        need(("content" in e) == (form > 1), f"entry {number}: its content")
        if "rows" in e:
            digest = sha(content(e, previous or "", emptied))
        else:
            known(e, ["id", "form", "internal", "content", "hash"], ["content"])
            need(title["redacted"] and (form == 2 or "internal" in e), f"entry {number} was left out without leave")
            digest = e["content"]
        need(form == 1 or digest == e["content"] and digits(64)(digest), f"entry {number}: its content was altered")
        if form > 1:
            before = field("previous", previous if form == 3 else previous or "", form)
            after = field("internal", int("internal" in e), 3) if form == 3 else ""
            digest = sha(f"upr-link {form}\n" + before + field("content", digest, form) + after)
        need(digest == e["hash"], f"entry {number}: its hash does not follow")
        came.setdefault(files.get(e.get("source")), set()).add(number)
        for row in e.get("rows", []):
            if emptied and row["table"] == "source_file":
                files[row["id"]] = number
            purged |= {int(v) for n, v in row["open"] if row["table"] == "purge" and n == "target_entry"}
        gone[number] = emptied
        previous = digest
    need(title and number == title["entries"] and previous == title["head"], "it ends otherwise than its title says")
    for entry, lost in gone.items():
        if title["redacted"]:
            lost = [of for of in lost if not may_lack(*of)]
        by_file = purged & came.get(entry, set()) and all(table == "source_file" for table, _ in lost)
        need(not lost or entry in purged or by_file, f"entry {entry}: its texts are gone without a tombstone")
    return f"holds: {number} entries, head {previous}"

if __name__ == "__main__":
    try:
        with open(sys.argv[1], "rb") as ledger:
            print(verify(ledger))
    except Exception as error:  # whatever cannot be read does not hold
        sys.exit(f"does not hold: {error}")

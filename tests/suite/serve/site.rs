//! `upr site`: the public pages as plain files.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::World;

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, root: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, found);
            } else {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found
}

#[test]
fn a_site_stands_alone_and_is_the_same_each_time() {
    let world = World::example();
    let told = world.upr("site --set EX -o public --base https://example.org/f");
    assert_eq!(told.code, 0, "{told}");
    let once = files(&world.path("public"));
    world.ok("site --set EX -o again --base https://example.org/f");
    assert!(once == files(&world.path("again")), "the same file, the same bytes");
    world.ok("site --set EX -o public --base https://example.org/f");
    assert!(once == files(&world.path("public")), "nothing new is no round");
    for name in [
        "index.html",
        "items.html",
        "item/2.html",
        "item/1a.html",
        "changes.html",
        "feed.xml",
        "style.css",
    ] {
        assert!(once.contains_key(name), "{name}: {:?}", once.keys());
    }
    for (name, bytes) in &once {
        let text = String::from_utf8_lossy(bytes);
        let folder = Path::new(name).parent().unwrap().to_path_buf();
        for (at, _) in text.match_indices("href=\"").chain(text.match_indices("src=\"")) {
            let rest = &text[at..];
            let to = rest.split('"').nth(1).unwrap();
            if to.starts_with("http")
                || to.starts_with('#')
                || to.starts_with("data:")
                || name == "feed.xml"
            {
                continue;
            }
            let to = to.split(['#', '?']).next().unwrap();
            let place = folder.join(to).to_string_lossy().replace('\\', "/");
            let place = if folder.as_os_str().is_empty() { to.to_owned() } else { place };
            let place = place.rsplit("../").next().unwrap_or(&place);
            assert!(once.contains_key(place), "{name} leads to {to}");
        }
        if Path::new(name).extension().is_some_and(|it| it == "html") {
            assert!(text.contains("noindex"), "{name}: unlisted unless said otherwise");
            assert!(!text.contains("<form"), "{name}: nothing to send");
            assert_eq!(text.matches("<h1").count(), 1, "{name}");
        }
    }
    assert!(world.path("my.db").exists());
    world.ok("site --set EX -o listed --indexed");
    assert!(
        !String::from_utf8_lossy(&files(&world.path("listed"))["index.html"]).contains("noindex")
    );
}

#[test]
fn pages_print_days_as_the_united_nations_do() {
    let world = World::example();
    world.ok("site --set EX -o public");
    for (name, bytes) in files(&world.path("public")) {
        if Path::new(&name).extension().is_none_or(|it| it != "html") {
            continue;
        }
        let page = String::from_utf8_lossy(&bytes).into_owned();
        let words = page.split('<').filter_map(|rest| rest.split_once('>')).map(|(_, told)| told);
        for told in words {
            let kept = told.as_bytes().windows(7).find(|at| {
                let year =
                    at[..4].iter().all(u8::is_ascii_digit) && matches!(&at[..2], b"19" | b"20");
                year && at[4] == b'-'
                    && matches!(&at[5..], [b'0', b'1'..=b'9'] | [b'1', b'0'..=b'2'])
            });
            assert_eq!(kept, None, "{name}: {told}");
        }
    }
    let item = world.json("show EX:8");
    assert_eq!(item["facts"]["since"], "2025-06-30", "data keeps it");
    assert!(world.ok("show EX:8").contains("since 2025-06-30"), "what one types, too");
    let paper = world.ok("show EX:8 --format md");
    assert!(paper.contains("since 30 June 2025"), "{paper}");
    let plan = world.ok("show EX:5 --format md");
    assert!(plan.contains("due March 2026, first 30 June 2025)"), "{plan}");
}

#[test]
fn a_site_shows_what_is_done_for_its_items() {
    let world = World::example();
    for words in [
        "plan add NHRAP 'PLANTED-PLAN' --state XEX --period 2026..2030",
        "action add 'PLANTED-ACTION' --for EX:24 EX:25 --plan NHRAP",
        "plan add OTHER 'Plan of something else' --state XEX --period 2026..2030",
        "action add 'Done for the earlier review' --for EXR:101.20 --plan OTHER",
        "publish OTHER",
    ] {
        world.ok(words);
    }
    world.ok("site --set EX -o public");
    let shown = files(&world.path("public"));
    let page = |name: &str| String::from_utf8_lossy(&shown[name]).into_owned();
    let plan = page("plan.html");
    assert!(plan.contains("Actions by institution"), "{plan}");
    assert!(plan.contains("Abolish charges for school books"), "{plan}");
    assert!(
        plan.contains("href=\"item/16.html\""),
        "an action leads to what it is taken for: {plan}"
    );
    assert!(plan.contains("1 September 2025"), "{plan}");
    for (name, bytes) in &shown {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("PLANTED") && !text.contains("NHRAP"), "{name}");
        assert!(!text.contains("something else") && !text.contains("earlier review"), "{name}");
        if Path::new(name).extension().is_some_and(|it| it == "html") {
            assert!(text.contains("plan.html\""), "{name} leads to the plan");
        }
    }
    let item = page("item/16.html");
    assert!(item.contains("Actions taken for it") && item.contains("EXP:8"), "{item}");
    assert!(!item.contains("Action EXP:8:"), "once: {item}");
    world.ok("publish NHRAP");
    world.ok("site --set EX -o public");
    let shown = files(&world.path("public"));
    assert!(String::from_utf8_lossy(&shown["plan.html"]).contains("PLANTED-ACTION"));
    let bare = World::seeded();
    bare.ok("site --set HC19 -o public");
    let shown = files(&bare.path("public"));
    assert!(!shown.contains_key("plan.html"));
    assert!(!String::from_utf8_lossy(&shown["index.html"]).contains("plan.html"));
}

#[test]
fn an_item_has_its_indicators_as_a_table() {
    let world = World::example();
    for words in [
        "indicator add seats 'Women in parliament' --kind outcome --unit percent --for EX:24 --public",
        "indicator value seats 24.0 --period 2020 --baseline --public",
        "indicator value seats 31.4 --period 2025-06 --group region=north --public",
        "indicator value seats 77.7 --period 2026 --group sex=PLANTED",
        "indicator add law 'PLANTED-LAW' --kind structural --for EX:24 EX:25",
    ] {
        world.ok(words);
    }
    world.ok("site --set EX -o public");
    let shown = files(&world.path("public"));
    let page = |name: &str| String::from_utf8_lossy(&shown[name]).into_owned();
    let item = page("item/24.html");
    let table = item.split(">Indicators<").nth(1).unwrap().split("</table>").next().unwrap();
    for told in ["Baseline", "Latest", "24.0 per cent (2020)", "north", "31.4 per cent (June 2025)"]
    {
        assert!(table.contains(told), "{told}: {table}");
    }
    assert!(item.contains("It does not measure implementation of this recommendation."), "{item}");
    assert!(!item.contains("Indicator: "), "once: {item}");
    assert!(!item.contains("PLANTED") && !item.contains("77.7"), "{item}");
    let bare = page("item/25.html");
    assert!(!bare.contains("PLANTED") && !bare.contains("does not measure"), "{bare}");
    assert!(world.ok("show EX:24").contains("it does not measure implementation"));
}

#[test]
fn rounds_tell_what_is_seen_for_the_first_time() {
    let world = World::example();
    let dry = world.upr("site --set EX -o public --dry-run --format csv");
    assert_eq!(dry.code, 0, "{dry}");
    assert!(dry.stdout.contains("EX:2,new,partially-implemented"), "{dry}");
    assert!(!world.path("public").exists(), "nothing is written");
    world.ok("site --set EX -o public --base https://example.org/f/");
    world.ok("status set EX:2 implemented --note internal-words --on 2026-01-15");
    let dry = world.ok("site --set EX -o public --dry-run --format csv");
    assert_eq!(dry.lines().count(), 2, "{dry}");
    assert!(dry.contains("EX:2,,implemented"), "{dry}");
    world.ok("site --set EX -o public --base https://example.org/f/");
    let feed = std::fs::read_to_string(world.path("public/feed.xml")).unwrap();
    assert_eq!(feed.matches("<entry>").count(), 2, "{feed}");
    assert!(feed.contains("Round 2: 1 level changed"), "{feed}");
    assert!(feed.contains("https://example.org/f/item/2.html"), "{feed}");
}

#[test]
fn secrets_are_in_no_byte_of_a_site() {
    let world = World::example();
    std::fs::write(world.path("PLANTED-PATH.txt"), "x").unwrap();
    for words in [
        "status set EX:2 implemented --note PLANTED-NOTE --author PLANTED-AUTHOR",
        "status set EX:3 regressed --evidence PLANTED-PATH.txt --note PLANTED-NOTE",
        "assessor add whistle --name PLANTED-VOICE --kind other --internal",
        "status set EX:2 regressed --by whistle --unsourced --note PLANTED-NOTE --public",
        "entity add moj --name Ministry --kind ministry --contact PLANTED-CONTACT",
        "due set EX:2 2025-12 --reason PLANTED-NOTE",
    ] {
        let ran = world.upr(words);
        assert_eq!(ran.code, 0, "{words}: {ran}");
    }
    world.ok("site --set EX -o public --base https://example.org/f/");
    for (name, bytes) in files(&world.path("public")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("PLANTED"), "{name}");
        assert!(
            !text.contains("T12:00:00") && !text.contains("T09:00:00"),
            "{name}: no time of recording"
        );
    }
}

#[test]
fn what_is_no_site_is_left_alone() {
    let world = World::example();
    std::fs::create_dir(world.path("home/photos")).unwrap();
    std::fs::write(world.path("home/photos/a.jpg"), "x").unwrap();
    let ran = world.refused("site --set EX -o home/photos");
    assert!(ran.stderr.contains("is no site"), "{ran}");
    assert!(world.path("home/photos/a.jpg").exists());
    for words in [
        "site --set NONE -o public",
        "site --set EX",
        "site --set all -o public",
        "site --set ALL -o public --dry-run",
        "site -o public",
        "site --set EX -o public --base javascript:alert(1)",
        "site --set EX -o public --internal",
    ] {
        world.refused(words);
        assert!(!world.path("public").exists(), "{words}");
    }
    let every = world.refused("site --set all -o public");
    assert!(every.stderr.contains("a site shows one"), "{every}");
    assert!(every.stderr.contains("upr set list"), "the next step: {every}");
    let left: Vec<_> = std::fs::read_dir(world.root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(".upr-"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn a_long_list_of_a_theme_goes_over_several_pages() {
    let world = World::new();
    world.ok("init --db my.db");
    let mut sheet = "id,set,text,theme\n".to_owned();
    for number in 1..=230 {
        sheet.push_str(&format!("{number},BIG,Do the thing of number {number},water\n"));
    }
    std::fs::write(world.path("big.csv"), sheet).unwrap();
    for words in [
        "theme add water --label Water",
        "set add BIG --state SVN --document A/HRC/99/1 --title Big",
        "import big.csv --create --set BIG",
    ] {
        let ran = world.upr(words);
        assert_eq!(ran.code, 0, "{words}: {ran}");
    }
    world.ok("site --set BIG -o public");
    let files = files(&world.path("public"));
    let pages: Vec<&String> = files.keys().filter(|name| name.starts_with("theme/water")).collect();
    assert_eq!(pages, ["theme/water.html", "theme/water~2.html", "theme/water~3.html"]);
    let page = |name: &str| String::from_utf8_lossy(&files[name]).into_owned();
    assert!(page("theme/water.html").contains("href=\"water~2.html\""));
    assert!(page("theme/water~3.html").contains("href=\"water~2.html\""));
    assert!(page("theme/water~3.html").contains("number 230"));
    assert!(page("items-2.html").contains("href=\"items-3.html\""));
}

//! Files of every kind that people hand in: taken right, or named with the next step.

use super::field::{base, item, senders, warnings};
use super::*;

/// Writes a file into a world with the base, and imports it; no import may end in a fault of ours.
#[track_caller]
fn tried(name: &str, bytes: impl AsRef<[u8]>, options: &str) -> (World, Ran) {
    let world = base("base.db");
    std::fs::write(world.path(name), bytes).unwrap();
    let ran = run(&world, &[world.path(name)], options);
    assert!(matches!(ran.code, 0 | 1 | 3), "{name}: {ran}");
    (world, ran)
}

/// A file that is taken; gives the world and the account.
#[track_caller]
fn read(name: &str, bytes: impl AsRef<[u8]>, options: &str) -> (World, Value) {
    let (world, ran) = tried(name, bytes, options);
    assert_eq!(ran.code, 0, "{name}: {ran}");
    (world, serde_json::from_str(&ran.stdout).unwrap())
}

#[test]
fn what_is_not_read_is_named_with_the_next_step() {
    let national = "A/HRC/WG.6/48/SVN/1\nWorking Group on the Universal Periodic Review\nNational report \
        submitted pursuant to Human Rights Council resolutions 5/1 and 16/21\nSlovenia\n1. The report.\n";
    let compilation = "A/HRC/WG.6/48/SVN/2\nWorking Group on the Universal Periodic Review\nSlovenia\n\
        Compilation of information prepared by the Office of the United Nations High Commissioner for \
        Human Rights\n1. The Committee recommended that Slovenia act.\n";
    let russian =
        "A/HRC/61/11\nДоклад Рабочей группы по универсальному периодическому обзору\nСловения\n";
    let resolution = "A/HRC/RES/49/22\nSituation of human rights\n1. Urges the State to act;\n";
    for (name, text, words) in [
        (
            "a.url",
            "[InternetShortcut]\nURL=https://docs.un.org/A",
            ["a shortcut", "save the document"],
        ),
        ("a.gdoc", "{\"doc_id\": \"1\"}", ["Google document", "Download"]),
        ("a.slk", "ID;PWXL;N;E\nC;Y1;X1;K\"No.\"\n", ["SYLK", "save it as .xlsx"]),
        (
            "a.html",
            "<!DOCTYPE html><title>Sign in</title><form>",
            ["a web page", "save the document"],
        ),
        (
            "a.fodt",
            "<?xml version=\"1.0\"?><office:document/>",
            ["OpenDocument", "save it as .odt"],
        ),
        (
            "a.mht",
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"x\"\n\n",
            ["saved as one file", "save it as .docx"],
        ),
        ("n.txt", national, ["a State's national report", "the report of the Working Group"]),
        ("c.txt", compilation, ["compilation for a review", "the report of the Working Group"]),
        ("r.txt", russian, ["in Russian", "English, French and Spanish"]),
        ("s.txt", resolution, ["a resolution (A/HRC/RES/49/22)", "upr set add"]),
        (
            "t.csv",
            "N°;Recommandation;État d'avancement\n1;Adopter;En cours\n2;Bâtir;Fait\n",
            ["row 1 has `N°`", "--map \"text=Recommandation,status=État d'avancement,ref=N°\""],
        ),
    ] {
        let (_, ran) = tried(name, text, "");
        assert_eq!(ran.code, 1, "{name}: {ran}");
        for word in words {
            assert!(ran.stderr.contains(word), "{name}: `{word}`: {ran}");
        }
        assert!(!ran.stderr.contains("read as"), "nothing was read: {ran}");
    }
}

#[test]
fn papers_that_the_program_made_are_known_as_such() {
    let world = World::example();
    for name in ["report.docx", "report.html", "figures.xlsx"] {
        world.ok(&format!("report -o {name}"));
        let ran = world.upr(&format!("import {name}"));
        assert_eq!(ran.code, 1, "{name}: {ran}");
        assert!(ran.stderr.contains("a paper that this program made"), "{name}: {ran}");
        assert!(ran.stderr.contains("make it anew"), "{name}: {ran}");
    }
    world.ok("export xlsx -o items.xlsx");
    assert!(world.ok("import items.xlsx --dry-run").contains("0 added, 0 updated"));
    for name in ["matrix.docx", "matrix.html"] {
        world.ok(&format!("report --template matrix --set EXR -o {name}"));
        let ran = world.upr(&format!("import {name} --set EXR --by tracker --dry-run"));
        assert_eq!(ran.code, 0, "{name}: {ran}");
        assert!(ran.stderr.contains("(`matrix`)"), "{name}: {ran}");
    }
}

#[test]
fn exports_in_french_and_spanish_are_read() {
    let uhri = "Texte;Pays concernés;Organe auteur de la recommandation;Cote du document;Thèmes;États \
        auteurs des recommandations;Position EPU;Type;Session EPU\n150.1 Ratifier la convention;- \
        Slovénie;- EPU;A/HRC/60/99;- Droit au travail;Chili, Kenya;- Appuyée;- Recommandations;- 48e \
        session\n";
    let (world, account) = read("fr.csv", uhri, "--set FR");
    assert_eq!(counts(&account), [1, 0, 0]);
    assert_eq!(item(&world, "FR:150.1")["position"], "supported");
    assert_eq!(senders(&world, "FR:150.1"), "\"Chile; Kenya\"");
    let info = "Estado examinado,Estado recomendante,Recomendación,Respuesta,Temas,Sesión\nEslovenia,\
        \"Chile, Kenya\",Adoptar un plan,Anotada,Salud,48\n";
    let (world, account) = read("es.csv", info, "--set ES");
    assert_eq!(counts(&account), [1, 0, 0]);
    assert_eq!(item(&world, "ES:n1")["position"], "noted");
    assert_eq!(senders(&world, "ES:n1"), "\"Chile; Kenya\"");
    let matrix = "Recommandation;Position;Liste complète des thèmes;Évaluation/observations\n\
        \"150.1 Ratifier la convention (Chili) (Kenya);\";Acceptée;- Travail;\n\
        \"150.2 Abolir la peine (Kenya);\";Notée;- Vie;\n";
    let (world, account) = read("m.csv", matrix, "--set MX --state SVN");
    assert_eq!(counts(&account), [2, 0, 0]);
    assert_eq!(item(&world, "MX:150.2")["position"], "noted");
    assert_eq!(senders(&world, "MX:150.1"), "\"Chile; Kenya\"");
}

#[test]
fn columns_that_a_matrix_has_beside_its_own_are_named() {
    let rows = "No.,Recommendation,Position,Full list of themes,Assessment/comments,Responsible ministry\n\
        150.1,Ratify the covenant3 (Chile);7,Supported,- Work,,MoJ\n";
    let (world, account) = read("m.csv", rows, "--set M --state SVN");
    assert!(warnings(&account).contains("`Responsible ministry` is none of the list's own"));
    assert_eq!(item(&world, "M:150.1")["text"], "Ratify the covenant", "marks of footnotes go");
}

#[test]
fn addenda_lose_no_number_without_a_word() {
    let front = "A/HRC/60/99/Add.1\nReport of the Working Group on the Universal Periodic Review\n\
        Slovenia\nAddendum\n";
    let text = format!(
        "{front}1. Slovenia accepts all recommendations except 140.1 and 140.2, which are noted.\n"
    );
    let (world, account) = read("a.txt", text, "");
    assert_eq!(item(&world, "SVN4:140.1")["position"], "noted");
    assert!(warnings(&account).contains("does not number"), "{}", warnings(&account));
    let text = format!("{front}1. Slovenia supports all 22 recommendations.\n");
    let (_, ran) = tried("b.txt", text, "");
    assert!(ran.code == 1 && ran.stderr.contains("upr position set"), "{ran}");
}

#[test]
fn what_others_are_asked_does_not_count_as_asked_of_the_state() {
    let text = "A/78/300\nSituation of human rights in Slovenia\nReport of the Special Rapporteur on the \
        situation\n1. Thanks.\n2. The Special Rapporteur recommends that Slovenia act.\n3. He calls upon \
        all Member States to help.\n";
    let (world, account) = read("sr.txt", text, "--set SR");
    assert_eq!(counts(&account), [2, 0, 0]);
    assert_eq!(item(&world, "SR:2")["state"], "Slovenia");
    let all: i64 = positions(&world, "SR").iter().map(|(_, items)| items).sum();
    assert_eq!(all, 1);
}

#[test]
fn files_that_lost_letters_before_are_said_to_have() {
    let rows = "id,status,note\nSVN4:140.1,in-progress,LÃ©gislation dÃ©posÃ©e\n";
    let (_, ran) = tried("m.csv", rows, "");
    assert!(ran.stderr.contains("letters were lost before it came here (line 2"), "{ran}");
    let mut two = "id,status,note\nSVN4:140.1,in-progress,čakamo\n".as_bytes().to_vec();
    two.extend(b"SVN4:140.2,in-progress,l\xe9gislation\n");
    let (_, ran) = tried("two.csv", two, "");
    assert!(
        ran.code == 1 && ran.stderr.contains("some letters are UTF-8 and some are not"),
        "{ran}"
    );
}

#[test]
fn dates_with_months_in_words_and_tables_without_rows() {
    let rows = "id,status,effective_on,note\nSVN4:140.1,in-progress,13-Feb-25,x\nSVN4:140.2,\
        in-progress,13 févr. 2025,x\n";
    let (world, account) = read("d.csv", rows, "");
    assert_eq!(counts(&account), [0, 2, 0]);
    assert_eq!(item(&world, "SVN4:140.1")["since"], "2025-02-13");
    let (_, account) = read("e.csv", "No.,Recommendation,Status\n", "--set SVN4");
    assert!(warnings(&account).contains("no row stands below the headings"));
}

/// Every layout takes `--set`, or is refused: nothing goes to another set than the one that is named.
#[test]
fn the_set_that_is_named_is_where_things_go() {
    let letter = fixture("sources/OHCHR-letter-DPRK-2019-11-28.txt");
    let observations = "CRC/C/SVN/CO/9\nConcluding observations on the report of Slovenia\n1. The \
        Committee met.\n2. The Committee recommends that the State party act.\n";
    let tracker = "No.,Recommendation,Status\n1,Adopt,In progress\n";
    let world = base("base.db");
    std::fs::write(world.path("co.txt"), observations).unwrap();
    std::fs::write(world.path("t.csv"), tracker).unwrap();
    for (path, options) in [
        (fixture("imports/report.txt"), ""),
        (fixture("imports/matrix.docx"), "--by state"),
        (fixture("imports/upr-info.csv"), ""),
        (fixture("imports/uhri.json"), ""),
        (letter, ""),
        (world.path("co.txt"), ""),
        (world.path("t.csv"), "--create"),
    ] {
        let world = base("base.db");
        let before = world.ok("export csv --set SVN4");
        let ran = run(&world, std::slice::from_ref(&path), &format!("{options} --set NEWSET"));
        assert!(matches!(ran.code, 0 | 1), "{}: {ran}", path.display());
        assert_eq!(world.ok("export csv --set SVN4"), before, "{}", path.display());
        if ran.code == 0 {
            let items = world.ok("export csv --set NEWSET");
            assert!(items.lines().count() > 1, "{}: {ran}", path.display());
        }
    }
}

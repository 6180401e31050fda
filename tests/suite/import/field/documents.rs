//! Reports, matrices and observations as documents and texts have them.

use super::*;

const SPANISH: &str = "Naciones Unidas\nA/HRC/61/9\nAsamblea General\nDistr. general\n3 de abril de 2025\n\
    Consejo de Derechos Humanos\n59º período de sesiones\n\
    Informe del Grupo de Trabajo sobre el Examen Periódico Universal*\n\n\tHonduras\n\n\
    Introducción\n1.\tEl Grupo de Trabajo sobre el Examen Periódico Universal, establecido de \
    conformidad con la resolución 5/1 del Consejo de Derechos Humanos, celebró su 48º período de \
    sesiones del 20 al 31 de enero de 2025. El examen de Honduras se llevó a cabo en la quinta \
    sesión, el 21 de enero de 2025. En su décima sesión, celebrada el 24 de enero de 2025, el Grupo \
    de Trabajo aprobó el informe sobre Honduras.\n\nII.\tConclusiones y/o recomendaciones\n\
    98.\tLas recomendaciones que figuran a continuación han sido examinadas por Honduras y cuentan \
    con su apoyo:\n98.1\tRatificar el Convenio sobre los trabajadores domésticos (Chile) (España) \
    (Bosnia y Herzegovina);\n98.2\tAprobar un plan nacional (Reino Unido de Gran Bretaña e Irlanda \
    del Norte).\n99.\tLas siguientes recomendaciones no cuentan con el apoyo de Honduras, por lo \
    que se toma nota de ellas:\n99.1\tAbolir la detención de migrantes (Kenya).\n\
    100.\tHonduras examinará las siguientes recomendaciones y les dará respuesta a su debido \
    tiempo:\n100.1\tReformar el código penal (Níger).\n\
    101.\tTodas las conclusiones y/o recomendaciones que figuran en el presente informe reflejan la \
    posición de los Estados que las formularon.\nIII.\tPromesas y compromisos voluntarios\n\
    102.\tHonduras se compromete a publicar un plan.\nAnexo\nComposición de la delegación\n";

#[test]
fn reports_in_french_and_spanish_are_read() {
    let (world, ran, account) = taken("B24_report_fr.txt", "--set FR");
    assert!(ran.stderr.contains("a Working Group report"), "{ran}");
    assert_eq!(counts(&account), [3, 0, 0], "{ran}");
    assert_eq!(item(&world, "FR:140.1")["position"], "supported");
    assert_eq!(item(&world, "FR:141.1")["position"], "noted");
    assert_eq!(item(&world, "FR:140.2")["text"], "Construire des écoles dans chaque commune");
    assert_eq!(senders(&world, "FR:140.2"), "\"Côte d'Ivoire; Japan\"");
    let world = base("base.db");
    std::fs::write(world.path("es.txt"), SPANISH).unwrap();
    let account = import(&world, &[world.path("es.txt")], "");
    let set = account["tables"]["sets"][0]["set"].as_str().unwrap().to_owned();
    assert_eq!((set.as_str(), counts(&account)), ("HND4", [5, 0, 0]), "{account}");
    for (label, position, states) in [
        ("98.1", "supported", "Chile; Spain; Bosnia and Herzegovina"),
        ("98.2", "supported", "United Kingdom of Great Britain and Northern Ireland"),
        ("99.1", "noted", "Kenya"),
        ("100.1", "pending", "Niger"),
        ("102", "not-stated", ""),
    ] {
        let name = format!("HND4:{label}");
        assert_eq!(item(&world, &name)["position"], position, "{name}");
        if !states.is_empty() {
            assert_eq!(senders(&world, &name), format!("\"{states}\""), "{name}");
        }
    }
    assert_eq!(item(&world, "HND4:102")["kind"], "commitment");
    assert_eq!(item(&world, "HND4:98.1")["document"], "A/HRC/61/9");
}

#[test]
fn a_matrix_saved_as_text_is_put_together_again() {
    let (world, ran, account) = taken("F5_matrix_saved_as_text.txt", "--state SVN --set SVN5");
    assert_eq!(counts(&account), [1, 0, 0], "{ran}");
    let shown = world.json("show SVN5:150.1");
    assert_eq!(shown["facts"]["position"], "supported");
    assert_eq!(shown["facts"]["text"], "Ratify the convention on domestic work");
    assert_eq!(senders(&world, "SVN5:150.1"), "\"Chile\"");
    let text = "UPR of Slovenia (3rd Cycle – 34th Session)\nRecommendation\nPosition\nFull list of \
        themes\nAssessment/comments on level of implementation\nTheme: B31 Equality\n150.1 Adopt a \
        law (Chile);\nSource of position: A/HRC/60/99/Add.1 - Para. 3\nSupported\nB31 Equality\n\
        S16 SDG 16 - peace, justice and strong institutions\nAffected persons:\n- women\n\
        Partially implemented. A law was drafted.\nIt is in parliament.\n150.12 Train the police\n\
        (Kenya);\nNoted\nB31 Equality\n";
    std::fs::write(world.path("m.txt"), text).unwrap();
    let account = import(&world, &[world.path("m.txt")], "--set SVN6 --by state");
    assert_eq!(counts(&account), [2, 0, 0]);
    assert_eq!(item(&world, "SVN6:150.12")["position"], "noted");
    assert_eq!(senders(&world, "SVN6:150.12"), "\"Kenya\"");
    let tags = world.json("show SVN6:150.1")["tables"]["items"][0].to_string();
    assert!(tags.contains("\"sdgs\":\"16\"") && tags.contains("women"), "{tags}");
    let told = world.ok("show SVN6:150.1 --internal --format md");
    assert!(told.contains("A law was drafted"), "{told}");
    // Heads without rows are named for what they are.
    let heads = "Recommendation\nPosition\nFull list of themes\nAssessment/comments\n";
    std::fs::write(world.path("m.txt"), heads).unwrap();
    let ran = run(&world, &[world.path("m.txt")], "");
    assert!(ran.code == 1 && ran.stderr.contains("matrix that was saved as text"), "{ran}");
}

#[test]
fn concluding_observations_are_items_by_paragraph() {
    let world = base("base.db");
    let text = "CRC/C/SVN/CO/9\nDistr.: General\n7 June 2024\nCommittee on the Rights of the Child\n\
        Concluding observations on the combined fifth and sixth periodic reports of Slovenia*\n\n\
        1. The Committee considered the reports.\n\nLegislation\n\n2. The Committee recommends that \
        the State party:\n(a) Adopt a plan;\n(b) Allocate means.\n\n3. It welcomes the visit.\n";
    std::fs::write(world.path("co.txt"), text).unwrap();
    let ran = run(&world, &[world.path("co.txt")], "");
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stderr.contains("1 of 3 paragraphs ask for something"), "{ran}");
    let shown = item(&world, "CRC-C-SVN-CO-9:2");
    assert_eq!(shown["state"], "Slovenia");
    assert_eq!(shown["paragraph"], "2");
    assert_eq!(shown["position"], "not-stated");
    assert!(shown["text"].as_str().unwrap().ends_with("(a) Adopt a plan; (b) Allocate means."));
    let again = import(&world, &[world.path("co.txt")], "");
    assert_eq!(counts(&again), [0, 0, 1]);
}

#[test]
fn senders_within_a_sentence_stay_and_matching_ignores_them() {
    let world = base("base.db");
    let report = "A/HRC/61/9\nReport of the Working Group on the Universal Periodic Review\nSlovenia\n\
        II. Conclusions and/or recommendations\n7. The recommendations below enjoy the support of \
        Slovenia:\n7.1 Ratify the convention (Chile) and do so as soon as possible (France);\n\
        7.2 Train the police (Kenya).\n";
    std::fs::write(world.path("r.txt"), report).unwrap();
    assert_eq!(counts(&import(&world, &[world.path("r.txt")], "--set X")), [2, 0, 0]);
    assert_eq!(
        item(&world, "X:7.1")["text"],
        "Ratify the convention (Chile) and do so as soon as possible"
    );
    assert_eq!(senders(&world, "X:7.1"), "\"Chile; France\"");
    let rows = "To,Text,From,Response,Action,Issue,Session\nSlovenia,Ratify the convention and do so as \
        soon as possible,France,Supported,2,Treaty bodies,48\n";
    std::fs::write(world.path("u.csv"), rows).unwrap();
    assert_eq!(counts(&import(&world, &[world.path("u.csv")], "--set X")), [0, 1, 0]);
}

#[test]
fn comments_and_texts_in_other_languages_come_in() {
    let world = base("base.db");
    let rows = "No.,Recommendation,Status,Comments,Besedilo\n140.1,Adopt a national plan on older \
        persons,,asked the ministry,Sprejeti načrt\n";
    std::fs::write(world.path("t.csv"), rows).unwrap();
    let file = [world.path("t.csv")];
    let map = "--set SVN4 --map text:sl=Besedilo";
    let account =
        import(&world, &file, &format!("{map} --map ref=No.,text=Recommendation,note=Comments"));
    assert_eq!(counts(&account), [0, 1, 0], "{account}");
    assert_eq!(counts(&import(&world, &file, "--set SVN4")), [0, 0, 1]);
    let list = world.ok("remark list --set SVN4 --internal --format csv");
    assert!(list.contains("asked the ministry"), "{list}");
    assert!(
        !world.ok("remark list --set SVN4 --format csv").contains("asked"),
        "internal by default"
    );
    let list = world.ok("list --set SVN4 --lang sl --format csv");
    assert!(list.contains("Sprejeti načrt") && list.contains("Increase the number"), "{list}");
    assert!(!world.ok("list --set SVN4 --format csv").contains("Sprejeti"));
    let shown = world.ok("show SVN4:140.1 --format md");
    assert!(shown.contains("Sprejeti načrt") && shown.contains("Adopt a national plan"), "{shown}");
}

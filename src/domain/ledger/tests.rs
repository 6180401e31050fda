use super::*;
use proptest::prelude::*;

fn head() -> Head {
    Head {
        id: 2,
        batch: 2,
        command: "status set".into(),
        recorded_at: "2026-01-01T00:00:00Z".into(),
        stopped: false,
        item: Some(48),
        source: None,
        place: None,
        author: None,
    }
}

fn hash(head: &Head, previous: Option<&[u8; 32]>, fields: &[(&str, FieldValue)]) -> [u8; 32] {
    let mut form = Canonical::begin(FORM, previous, head);
    form.row("assessment");
    fields.iter().for_each(|(name, value)| form.field(name, value));
    form.hash(false)
}

const OLD_HEAD: &str = "id=1:2\nbatch=1:2\ncommand=10:status set\n\
    recorded_at=20:2026-01-01T00:00:00Z\nitem=2:48\nsource=-\nplace=-\nauthor=-\n\
    row=10:assessment\nstatus=11:in-progress\nsealed=-\n";

fn written(form: i64, previous: Option<&[u8; 32]>) -> Canonical {
    let mut form = Canonical::begin(form, previous, &head());
    form.row("assessment");
    form.field("status", &"in-progress".into());
    form.field("confidence", &FieldValue::Null);
    form.sealed(None);
    form
}

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

#[test]
fn the_third_form_is_fixed() {
    let stopped = Head { stopped: true, author: Some([0xcd; 32]), ..head() };
    let mut form = Canonical::begin(3, Some(&[0xab; 32]), &stopped);
    form.row("assessment");
    form.field("id", &7.into());
    form.field("status", &"in-progress".into());
    form.field("confidence", &FieldValue::Null);
    form.sealed(Some(&[0xef; 32]));
    let text = format!(
        "upr-entry 3\nid=1:2\nbatch=1:2\ncommand=10:status set\n\
         recorded_at=20:2026-01-01T00:00:00Z\nclock=7:stopped\nitem=2:48\nauthor=64:{}\n\
         row=10:assessment\nid=1:7\nstatus=11:in-progress\nsealed=64:{}\n",
        "cd".repeat(32),
        "ef".repeat(32)
    );
    assert_eq!(form.text, text);
    let content = digest(&text);
    assert_eq!(form.content(), Some(content));
    for (internal, flag) in [(false, "0"), (true, "1")] {
        let bound = format!(
            "upr-link 3\nprevious=64:{}\ncontent=64:{}\ninternal=1:{flag}\n",
            "ab".repeat(32),
            hex(&content)
        );
        assert_eq!(form.hash(internal), digest(&bound));
        assert_eq!(link(3, Some(&[0xab; 32]), &content, internal), digest(&bound));
    }
    let first = format!("upr-link 3\ncontent=64:{}\ninternal=1:0\n", hex(&content));
    assert_eq!(link(3, None, &content, false), digest(&first));
    let sealed = format!("upr-sealed 3\nsalt=32:{}\nnote=3:law\n", "01".repeat(16));
    let fields = [("note", Some("law")), ("page", None)];
    assert_eq!(seal(3, &[1; 16], fields), digest(&sealed));
    let all = [content, form.hash(true), seal(3, &[1; 16], fields)].map(|it| hex(&it));
    expect_test::expect![[r#"
        [
            "21ed8ceea13428f8950dc9923eeb42ac3889aec61fd980e602287adf296ca6e4",
            "0a55629da87641765de85a0ad23c39fbc2ed82e7a39ebd093b47702aa49d5223",
            "6635a10224bd43ea5a9d3215e08ac5c40f9102a6359c027da4d418148813ed4f",
        ]
    "#]]
    .assert_debug_eq(&all);
}

#[test]
fn the_second_form_is_still_read() {
    let form = written(2, Some(&[0xab; 32]));
    let text = OLD_HEAD.replace("status=11:in-progress", "status=11:in-progress\nconfidence=-");
    assert_eq!(form.text, format!("upr-entry 2\n{text}"));
    let content = digest(&form.text);
    assert_eq!(form.content(), Some(content));
    let bound =
        format!("upr-link 2\nprevious=64:{}\ncontent=64:{}\n", "ab".repeat(32), hex(&content));
    assert_eq!(form.hash(false), digest(&bound));
    assert_eq!(form.hash(false), link(2, Some(&[0xab; 32]), &content, true));
    let first = format!("upr-link 2\nprevious=0:\ncontent=64:{}\n", hex(&content));
    assert_eq!(link(2, None, &content, false), digest(&first));
    let sealed = [[1; 16].as_slice(), b"upr-sealed 1\nnote=3:law\npage=-\n"].concat();
    let expected: [u8; 32] = Sha256::digest(sealed).into();
    assert_eq!(seal(2, &[1; 16], [("note", Some("law")), ("page", None)]), expected);
}

#[test]
fn the_first_form_is_still_read() {
    let form = written(1, Some(&[0xab; 32]));
    let text = OLD_HEAD.replace("status=11:in-progress", "status=11:in-progress\nconfidence=-");
    let text = format!("upr-entry 1\nprevious=64:{}\n{text}", "ab".repeat(32));
    assert_eq!(form.text, text);
    assert_eq!(form.hash(false), digest(&text));
    assert_eq!(form.content(), None);
}

#[test]
fn every_part_changes_the_hash() {
    let fields = [("status", FieldValue::from("in-progress"))];
    let base = hash(&head(), None, &fields);
    assert_ne!(base, hash(&head(), Some(&[0; 32]), &fields));
    assert_ne!(base, hash(&Head { batch: 1, ..head() }, None, &fields));
    assert_ne!(base, hash(&Head { stopped: true, ..head() }, None, &fields));
    assert_ne!(base, hash(&Head { author: Some([0; 32]), ..head() }, None, &fields));
    assert_ne!(base, hash(&head(), None, &[("status", FieldValue::Null)]));
    let form = Canonical::begin(FORM, None, &head());
    assert_ne!(form.hash(false), form.hash(true));
}

type Opening = ([u8; 16], Option<String>, Option<String>);

/// Salts that look like text, and texts that look like a seal's own lines.
fn opening() -> impl Strategy<Value = Opening> {
    let salt =
        prop_oneof![any::<[u8; 16]>(), Just(*b"upr-sealed 3\nsal"), Just(*b"note=3:law\npage=")];
    let text = || {
        prop_oneof![
            Just(None),
            "[a-z=:0-9\n]{0,12}".prop_map(Some),
            Just(Some("law\npage=1:2".to_owned())),
            Just(Some("3:law".to_owned())),
        ]
    };
    (salt, text(), text())
}

proptest! {
    #[test]
    fn no_two_field_lists_have_one_form(a in "\\PC*", b in "\\PC*", c in "\\PC*", d in "\\PC*") {
        let form = |x: &str, y: &str| {
            let fields = [("note", FieldValue::from(x)), ("page", FieldValue::from(y))];
            hash(&head(), None, &fields)
        };
        prop_assert_eq!(form(&a, &b) == form(&c, &d), (a, b) == (c, d));
    }

    #[test]
    fn a_digest_has_one_opening(one in opening(), two in opening()) {
        for form in [2, 3] {
            let digest = |(salt, note, page): &Opening| {
                seal(form, salt, [("note", note.as_deref()), ("page", page.as_deref())])
            };
            prop_assert_eq!(digest(&one) == digest(&two), one == two);
        }
    }
}

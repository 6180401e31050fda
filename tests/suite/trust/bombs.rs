//! Small files that would grow to gigabytes: each is refused while it is counted, however it is
//! written. A shell sets a bound of memory: what would go over it fails.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::support::{Ran, World, split};

/// The most address space that an import may take, in kB. The test's build is large, and makes room for
/// stacks that it doesn't use: what is held is half of it.
const MOST: u32 = 1_000_000;

/// Runs with no more memory than that.
pub(super) fn bounded(world: &World, words: &str) -> Ran {
    let command = world.command();
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", &format!("ulimit -v {MOST}; exec \"$0\" \"$@\"")]);
    shell.arg(command.get_program()).args(command.get_args()).args(split(words));
    shell.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    Ran::of(shell.current_dir(world.root()).output().unwrap())
}

pub(super) fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A PDF of one page, the drawing of which is packed as the dictionary says.
pub(super) fn pdf(filters: &str, content: &[u8]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    let stream = format!("<<{filters}/Length {}>>\nstream\n", content.len());
    let bodies: [&[u8]; 4] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<>>>>",
        &[stream.as_bytes(), content, b"\nendstream"].concat(),
    ];
    for (at, body) in bodies.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", at + 1).bytes().chain(body.iter().copied()));
        out.extend(b"\nendobj\n");
    }
    let table = out.len();
    out.extend(b"xref\n0 5\n0000000000 65535 f \n");
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer<</Size 5/Root 1 0 R>>\nstartxref\n{table}\n%%EOF").bytes());
    out
}

pub(super) fn package(parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub(super) fn workbook(strings: &str, rows: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relation = |id: u8, kind: &str, target: &str| {
        format!("<Relationship Id=\"r{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let relations =
        |all: String| format!("<Relationships xmlns=\"{PACKAGE}\">{all}</Relationships>");
    let sheet = relation(1, "worksheet", "worksheets/sheet1.xml");
    let shared = relation(2, "sharedStrings", "sharedStrings.xml");
    package(&[
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", relations(relation(1, "officeDocument", "xl/workbook.xml"))),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>\
                 <sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        ("xl/_rels/workbook.xml.rels", relations(sheet + &shared)),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\">{strings}</sst>")),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ])
}

pub(super) fn document(body: &str) -> Vec<u8> {
    package(&[
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "word/document.xml",
            format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"),
        ),
    ])
}

/// A text or a spreadsheet of LibreOffice.
pub(super) fn open_document(kind: &str, body: &str) -> Vec<u8> {
    let style =
        "<style:style style:name='T'><style:text-properties text:display='none'/></style:style>";
    package(&[
        ("mimetype", format!("application/vnd.oasis.opendocument.{kind}")),
        (
            "content.xml",
            format!(
                "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:table='b' xmlns:style='s' \
                 xmlns:fo='f'><office:automatic-styles>{style}</office:automatic-styles><office:body>\
                 <office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
            ),
        ),
    ])
}

fn table(row: &str, content: &str) -> String {
    format!("<table:table><table:table-row {row}>{content}</table:table-row></table:table>")
}

#[test]
fn small_files_that_would_grow_to_gigabytes_are_refused() {
    let blank = packed(&vec![b' '; 33 * 1024 * 1024]);
    let over = packed(&blank);
    let cells = |column: char| {
        let cells = (1..=30).map(|row| {
            format!("<row r=\"{row}\"><c r=\"{column}{row}\" t=\"s\"><v>0</v></c></row>")
        });
        cells.collect::<String>()
    };
    let row = |row: u32| {
        let cells =
            ('A'..='Z').map(|column| format!("<c r=\"{column}{row}\" t=\"s\"><v>0</v></c>"));
        format!("<row r=\"{row}\">{}</row>", cells.collect::<String>())
    };
    let long = format!("<si><t>{}</t></si>", "x".repeat(1_000_000));
    let tall = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>";
    let first = format!(
        "<w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>",
        "x".repeat(60_000)
    );
    let merged = format!("<w:tbl>{first}{}</w:tbl>", format!("<w:tr>{tall}</w:tr>").repeat(20_000));
    for (name, bytes, told) in [
        ("once.pdf", pdf("/Filter/FlateDecode", &blank), "larger than 32 MiB"),
        ("spelled.pdf", pdf("/Filter[/Fl#61teDecode/FlateDecode]", &over), "larger than 32 MiB"),
        ("comment.pdf", pdf("/Filter[/FlateDecode%x\n/FlateDecode]", &over), "larger than 32 MiB"),
        ("row.xlsx", workbook(&long, &row(1)), "row 1 is larger than 16 MiB"),
        ("column.xlsx", workbook(&long, &cells('A')), ""),
        ("strings.xlsx", workbook(&"<si/>".repeat(3_000_010), ""), "shared strings"),
        ("paragraphs.docx", document(&"<w:p/>".repeat(1_000_010)), "paragraphs and cells"),
        ("merged.docx", document(&merged), ""),
    ] {
        told_within_bounds(name, &bytes, told, "");
    }
}

#[test]
fn small_texts_and_sheets_of_libreoffice_are_refused() {
    let cells = "<table:table-cell table:number-columns-repeated='64'/>".repeat(200_000);
    let blanks = "<text:s text:c='100'/>".repeat(1_000_010);
    let seen = "seen ".repeat(200_000);
    let hidden = "<text:span text:style-name='T'>x</text:span>".repeat(20_000);
    let cell = |more: &str, text: &str| {
        format!(
            "<table:table-cell office:value-type='string' {more}><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let wide = cell("table:number-columns-repeated='900'", &"x".repeat(15_000));
    let rows = |count: u32| format!("table:number-rows-repeated='{count}'");
    let text = |body: &str| open_document("text", body);
    let sheet = |body: &str| open_document("spreadsheet", body);
    let held = "what the table holds is larger than 320 MiB";
    for (name, bytes, told) in [
        ("cells.odt", text(&table("", &cells)), "1000000 cells"),
        ("blanks.odt", text(&format!("<text:p>{blanks}</text:p>")), "larger than 4 MiB"),
        ("hidden.odt", text(&format!("<text:p>{seen}{hidden}</text:p>")), ""),
        ("rows.ods", sheet(&table(&rows(9_000_000), &cell("", "x"))), held),
        ("wide.ods", sheet(&table(&rows(1_000), &wide)), held),
    ] {
        let said = if name.contains(".ods") { " --from sheet" } else { "" };
        told_within_bounds(name, &bytes, told, said);
    }
}

/// Brings a file in, which is refused in these words without much memory.
fn told_within_bounds(name: &str, bytes: &[u8], told: &str, said: &str) {
    let world = World::seeded();
    assert!(bytes.len() < 400_000, "{name} is small: {}", bytes.len());
    std::fs::write(world.path(name), bytes).unwrap();
    let ran = bounded(&world, &format!("import {name}{said} --dry-run"));
    assert!(matches!(ran.code, 1 | 3), "{name}: {ran}");
    assert!(ran.to_string().contains(told), "{name}: {ran}");
}

/// A stream of records as the one workbook of an old container, in sectors of 512 bytes.
fn compound(stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xFFFF_FFFE;
    const FREE: u32 = 0xFFFF_FFFF;
    let number = |sector: usize| u32::try_from(sector).unwrap();
    let sectors = stream.len().max(4096).div_ceil(SECTOR);
    let tables = (sectors + 1).div_ceil(SECTOR / 4 - 1);
    let first = tables + 1;
    let mut table: Vec<u32> = vec![0xFFFF_FFFD; tables];
    table.push(END);
    table.extend((1..sectors).map(|sector| number(first + sector)));
    table.push(END);
    table.resize(tables * SECTOR / 4, FREE);
    let mut file = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    file.resize(24, 0);
    file.extend([0x3E_u16, 3, 0xFFFE, 9, 6, 0, 0, 0].into_iter().flat_map(u16::to_le_bytes));
    let head = [0, number(tables), number(tables), 0, 4096, END, 0, END, 0];
    file.extend(head.into_iter().flat_map(u32::to_le_bytes));
    let listed = (0..109).map(|at| if at < tables { number(at) } else { FREE });
    file.extend(listed.flat_map(u32::to_le_bytes));
    file.extend(table.into_iter().flat_map(u32::to_le_bytes));
    let entry = |name: &str, kind: u8, child: u32, start: usize, length: usize| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let size = u16::try_from(entry.len() + 2).unwrap();
        entry.resize(64, 0);
        entry.extend(size.to_le_bytes());
        entry.extend([kind, 1]);
        entry.extend([FREE, FREE, child].into_iter().flat_map(u32::to_le_bytes));
        entry.resize(116, 0);
        entry.extend(number(start).to_le_bytes());
        entry.extend((length as u64).to_le_bytes());
        entry
    };
    file.extend(entry("Root Entry", 5, 1, 0, 0));
    file.extend(entry("Workbook", 2, FREE, first, sectors * SECTOR));
    file.resize(SECTOR * (1 + first), 0);
    file.extend(stream);
    file.resize(SECTOR * (1 + first + sectors), 0);
    file
}

fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), content].concat()
}

/// An old workbook of one sheet: records of the whole, records of the sheet.
fn old_workbook(front: &[u8], sheet: &[u8]) -> Vec<u8> {
    let begin = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let place = begin(5).len() + 4 + 10 + front.len() + 4;
    let mut named = u32::try_from(place).unwrap().to_le_bytes().to_vec();
    named.extend([0, 0, 2, 0, b'a', b'b']);
    let parts = [begin(5), record(0x0085, &named), front.to_vec(), record(0x000A, &[])];
    let stream = [parts.concat(), begin(16), sheet.to_vec(), record(0x000A, &[])].concat();
    compound(&stream)
}

#[test]
fn small_old_workbooks_are_refused() {
    let place = |row: u16, column: u16| [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
    // Two cells in the corners of a sheet, between which room for all the others is made.
    let number = |row: u16, column: u16| record(0x0203, &[place(row, column), vec![0; 8]].concat());
    let corners = [number(0, 0), number(65_535, 255)].concat();
    // One long text, said in each of many cells.
    let text = [vec![1, 0, 0, 0, 1, 0, 0, 0], vec![0x20, 0x1F, 0], vec![b'x'; 7_968]].concat();
    let shared = |row: u16| record(0x00FD, &[place(row, 0), vec![0; 4]].concat());
    let cells: Vec<u8> = (0..15_000).flat_map(shared).collect();
    for (name, bytes, told) in [
        ("corners.xls", old_workbook(&[], &corners), "8000000 cells"),
        ("texts.xls", old_workbook(&record(0x00FC, &text), &cells), "larger than 160 MiB"),
        ("claims.xls", old_workbook(&[], &record(0x0200, &[0xFF; 14])), "more cells"),
    ] {
        told_within_bounds(name, &bytes, told, "");
    }
}

/// Standard input without end: no more of it is read than a file may be large.
#[test]
fn a_stream_without_end_is_refused_when_it_is_too_large() {
    let world = World::seeded();
    let mut child = world
        .command()
        .args(["import", "-", "--dry-run"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        let block = vec![b'x'; 1024 * 1024];
        // The reader closes its end; it would go on without end else.
        (0..1_000_u32).take_while(|_| input.write_all(&block).is_ok()).count()
    });
    let ran = Ran::of(child.wait_with_output().unwrap());
    let written = writer.join().unwrap();
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stderr.contains("larger than 256 MiB"), "{ran}");
    assert!(written < 300, "{written} MiB were taken");
}

/// A line takes many times the room of its two letters.
#[test]
fn a_text_of_many_short_lines_is_refused() {
    let world = World::seeded();
    std::fs::write(world.path("lines.txt"), "a\n".repeat(10_000_000)).unwrap();
    let ran = bounded(&world, "import lines.txt --dry-run");
    assert!(matches!(ran.code, 1 | 3), "{ran}");
    assert!(ran.to_string().contains("the text is larger than 500000 lines"), "{ran}");
}

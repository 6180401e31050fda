use super::*;

#[test]
fn a_header_is_found_below_titles_and_columns_by_letters() {
    let text = "Exported on Monday,\n\nText,Reccomending Body\nRatify,CEDAW\n";
    let grid = read(text.as_bytes()).unwrap();
    let table = grid.table(|names| names.contains(&"Text")).unwrap();
    assert_eq!(table.column("reccomending-body"), Some(1));
    assert_eq!(table.column("Symbol"), None);
    assert_eq!(table.rows.len(), 1);
    assert_eq!((table.rows[0].number, table.rows[0].line), (3, Some(4)));
}

#[test]
fn a_row_that_does_not_fit_is_told() {
    let grid = read(b"a,b\n1,2,\n1\n1,2,3\n").unwrap();
    let table = grid.table(|names| names == ["a", "b"]).unwrap();
    let misfits: Vec<_> = table.rows.iter().map(|row| table.misfit(row)).collect();
    assert!(misfits[0].is_none());
    let short = misfits[1].as_ref().unwrap();
    assert_eq!((short.found.as_str(), short.place.line), ("1 cells", Some(3)));
    assert!(misfits[2].is_some());
}

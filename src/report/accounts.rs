//! Who may do what on the pages.

use super::Kind::{Label, Text};
use super::field::{Field, columns, row};
use super::labels::Labels;
use super::{Block, Document, Row, Table, Value, Visibility};
use crate::domain::lines::AccountLine;

/// `upr user list`.
pub const ACCOUNTS: &[Field<AccountLine>] = &[
    Field::new(
        "login",
        "Login",
        Label,
        |_, line| line.login.as_str().into(),
        "The name under which they sign in.",
    ),
    Field::new("name", "Name", Text, |_, line| line.name.clone().into(), "Their name."),
    Field::new(
        "role",
        "Role",
        Text,
        |_, line| line.role.slug().into(),
        "reader, contributor (records for an institution, of what it leads) or editor.",
    ),
    Field::new(
        "entity",
        "Institution",
        Label,
        |_, line| line.entity.clone().into(),
        "The institution for which they record.",
    ),
    Field::new(
        "internal",
        "Sees what is internal",
        Text,
        |_, line| Value::Flag(line.internal).into(),
        "Whether they see what was not published.",
    ),
];

/// Who is listed; internal as a whole.
pub fn document(labels: &Labels, lines: &[AccountLine]) -> Document<'static> {
    let line = |line: &AccountLine| Row {
        visibility: Visibility::of(false, line.entry),
        ..row(ACCOUNTS, labels, line)
    };
    let rows = lines.iter().map(line).collect();
    let table = Table::new("users", "Users", columns(ACCOUNTS)).with_rows(rows).main();
    let mut document = Document::new(labels.title("Users"));
    document.stamp = labels.stamp();
    document.blocks.push(Block::Table(table));
    document
}

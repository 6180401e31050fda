//! Suggestions and how well they agree, as documents. Nothing of it counts in any figure.

use super::Kind::{Item, Label, Number, Share, Text};
use super::editable::explanations;
use super::field::{Field, columns, row};
use super::items::fact;
use super::labels::{Labels, number, term};
use super::words::nouns::counted;
use super::{Block, Cell, Document, Entry, Part, Table, Value};
use crate::domain::lines::TermLine;

/// By what suggestions are made, and how each way did on texts that were held back.
#[derive(Debug, Clone)]
pub struct SuggestionMethod {
    /// The vocabulary.
    pub vocabulary: String,
    /// What it comes from, as the column says; empty where nothing can be suggested.
    pub source: String,
    /// How many distinct texts are coded, where they are too few to learn from and there is no
    /// lexicon, and how many would do.
    pub too_few: Option<(usize, usize)>,
    /// F1 of what was learned on texts that were held back.
    pub learned: Option<f64>,
    /// F1 of the lexicon or the verbs on the same.
    pub lexicon: Option<f64>,
    /// How many texts these figures are of.
    pub held_back: usize,
}

/// A suggestion.
#[derive(Debug, Clone)]
pub struct Suggested {
    /// `SET:REF`.
    pub id: String,
    /// The item's text.
    pub text: String,
    /// The term.
    pub term: TermLine,
    /// `sure`, `likely` or `any`.
    pub level: &'static str,
    /// How probable.
    pub score: f64,
    /// The words that decided.
    pub why: String,
    /// What it comes from.
    pub source: String,
}

/// What is shown, and what is left out.
#[derive(Debug, Default)]
pub struct Offer {
    /// The suggestions, by item, best first.
    pub rows: Vec<Suggested>,
    /// How many items were looked at.
    pub items: i64,
    /// How many of them nothing is suggested for.
    pub without: i64,
    /// How many were left out, because they carry terms already.
    pub coded: i64,
}

/// The columns of `upr suggest`.
pub const SUGGESTIONS: &[Field<Suggested>] = &[
    Field::new("id", "Item", Item, |_, line| line.id.as_str().into(), "SET:REF of the item."),
    Field::new("text", "Text", Text, |_, line| line.text.as_str().into(), "The item's text."),
    Field::new(
        "term",
        "Suggested",
        Text,
        |_, line| term(&line.term.slug, &line.term.label),
        "The term that is suggested: a suggestion, no classification.",
    ),
    Field::new(
        "level",
        "Level",
        Label,
        |_, line| line.level.into(),
        "sure, likely or any (worth a look).",
    ),
    Field::new(
        "score",
        "Score",
        Share,
        |_, line| Value::Share(line.score).into(),
        "How probable it is that a coder would say so, between 0 and 1.",
    ),
    Field::new(
        "why",
        "Why",
        Text,
        |_, line| line.why.as_str().into(),
        "The words of the text that decided, and the coded item of this file that is most alike.",
    ),
    Field::for_scripts(
        "source",
        "Source",
        Text,
        |_, line| line.source.as_str().into(),
        "What the suggestion comes from: the lexicon, or what was learned.",
    ),
];

/// What is added where suggestions are made to be reviewed and brought back.
pub const REVIEW: &[Field<Suggested>] = &[
    Field::new(
        "vocabulary",
        "Vocabulary",
        Label,
        |_, line| line.term.vocabulary.as_str().into(),
        "The vocabulary of the term.",
    ),
    Field::new(
        "accept",
        "Accept",
        Label,
        |_, _| Cell::default(),
        "yes: the item gets the term; no: it is not suggested again; empty: nothing.",
    ),
];

/// How one term agrees.
#[derive(Debug, Clone)]
pub struct TermAgreement {
    /// The term.
    pub term: TermLine,
    /// How many texts are coded so.
    pub coded: i64,
    /// How many were suggested so.
    pub suggested: i64,
    /// How many of these are right.
    pub right: i64,
    /// Precision, recall, F1.
    pub shares: [Option<f64>; 3],
}

fn share(share: Option<f64>) -> Cell {
    share.map_or_else(Cell::default, |share| Value::Share(share).into())
}

/// The columns of `upr suggest check`.
pub const AGREEMENT: &[Field<TermAgreement>] = &[
    Field::new(
        "term",
        "Term",
        Text,
        |_, line| term(&line.term.slug, &line.term.label),
        "The term.",
    ),
    Field::new("coded", "Coded", Number, |_, line| line.coded.into(), "Texts that are coded so."),
    Field::new(
        "suggested",
        "Suggested",
        Number,
        |_, line| line.suggested.into(),
        "Texts for which it is suggested, at least as likely.",
    ),
    Field::new(
        "right",
        "Right",
        Number,
        |_, line| line.right.into(),
        "Texts of which both are true.",
    ),
    Field::new(
        "precision",
        "Precision",
        Share,
        |_, line| share(line.shares[0]),
        "What part of the suggestions is coded so.",
    ),
    Field::new(
        "recall",
        "Recall",
        Share,
        |_, line| share(line.shares[1]),
        "What part of what is coded so is suggested.",
    ),
    Field::new("f1", "F1", Share, |_, line| share(line.shares[2]), "The harmonic mean of both."),
];

impl SuggestionMethod {
    /// By what it suggests, in words.
    fn sentence(&self) -> String {
        let per_cent = |share: f64| format!("{:.0} %", share * 100.0);
        if let Some((texts, enough)) = self.too_few {
            return format!(
                "Nothing can be suggested for `{}`: {} coded here, and it is learned from {enough} on. `--learn-from FILE` takes those of another file.",
                self.vocabulary,
                counted(number(texts), "texts are").replace("1 text are", "1 text is")
            );
        }
        let held = counted(number(self.held_back), "texts that were held back");
        match (self.learned, self.lexicon) {
            (Some(learned), Some(lexicon)) => format!(
                "By what suggests better here: {}. On {held} what was learned agrees with the coding to {} (F1), the lexicon to {}.",
                self.source,
                per_cent(learned),
                per_cent(lexicon)
            ),
            (Some(learned), None) => format!(
                "By what was {}. On {held} it agrees with the coding to {} (F1).",
                self.source,
                per_cent(learned)
            ),
            (None, Some(lexicon)) => format!(
                "By the {}: too few texts are coded here to learn from. On the {} that are it agrees with the coding to {} (F1).",
                self.source,
                self.held_back,
                per_cent(lexicon)
            ),
            (None, None) => format!("By the {}: no text is coded here to learn from.", self.source),
        }
    }

    fn facts(&self, document: &mut Document<'_>) {
        document.facts.push(fact("vocabulary", self.vocabulary.as_str()));
        document.facts.push(fact("source", self.source.as_str()));
        document.facts.push(fact("held_back", number(self.held_back)));
    }
}

/// `upr suggest`.
pub fn document(
    labels: &Labels,
    account: &SuggestionMethod,
    offer: Offer,
    at_least: &str,
    review: bool,
    foot: Vec<String>,
) -> Document<'static> {
    let mut document = Document::new(labels.title("Suggestions"));
    document.stamp = labels.stamp();
    account.facts(&mut document);
    document.facts.push(fact("items", offer.items));
    document.facts.push(fact("suggestions", number(offer.rows.len())));
    let mut say = |text: String| document.blocks.push(Block::Paragraph(text));
    say("Suggestions only: nothing is written, counted or exported until somebody says so."
        .to_owned());
    say(account.sentence());
    let mut sentence = format!(
        "{} for {}, at least {at_least}",
        counted(number(offer.rows.len()), "suggestions"),
        counted(offer.items, "items")
    );
    if offer.without > 0 && account.too_few.is_none() {
        sentence.push_str(&format!("; none for {}", counted(offer.without, "items")));
    }
    sentence.push('.');
    say(sentence);
    if offer.coded > 0 {
        say(format!(
            "{} left out: what carries a term of `{}` is coded. Name an item to see it all the same.",
            counted(offer.coded, "items"),
            account.vocabulary
        ));
    }
    let (mut heads, mut rows) = (columns(SUGGESTIONS), Vec::new());
    for line in &offer.rows {
        let mut cells = row(SUGGESTIONS, labels, line);
        if review {
            cells.cells.extend(row(REVIEW, labels, line).cells);
        }
        rows.push(cells);
    }
    if review {
        let answers = ["yes", "no"].map(Part::new).to_vec();
        heads.extend(columns(REVIEW).into_iter().map(|column| match column.key {
            "accept" => column.filled_in(Entry::OneOf(answers.clone())),
            _ => column,
        }));
    }
    let explained = review.then(|| explanations(&heads));
    let table = Table::new("suggestions", "Suggestions", heads).with_rows(rows).main();
    document.blocks.push(Block::Table(table.grouped_by("text")));
    document.blocks.extend(explained.map(Block::Table));
    document.footer = foot;
    document
}

/// `upr suggest check`.
pub fn check(
    labels: &Labels,
    account: &SuggestionMethod,
    lines: &[TermAgreement],
    whole: Option<[f64; 2]>,
    foot: Vec<String>,
) -> Document<'static> {
    let mut document = Document::new(labels.title("How well suggestions agree"));
    document.stamp = labels.stamp();
    account.facts(&mut document);
    document.blocks.push(Block::Paragraph(account.sentence()));
    if let Some([micro, macro_mean]) = whole {
        document.facts.push(super::Fact { key: "micro_f1", value: Value::Share(micro) });
        document.facts.push(super::Fact { key: "macro_f1", value: Value::Share(macro_mean) });
        document.blocks.push(Block::Paragraph(format!(
            "Each suggestion weighed alike (micro-F1): {micro:.2}; each term weighed alike (macro-F1): {macro_mean:.2}."
        )));
    }
    document.blocks.push(Block::Note(
        "Agreement with those who coded these texts; it says nothing of others, nor of other languages."
            .to_owned(),
    ));
    let rows = lines.iter().map(|line| row(AGREEMENT, labels, line)).collect();
    let table = Table::new("agreement", "By term", columns(AGREEMENT)).with_rows(rows).main();
    document.blocks.push(Block::Table(table));
    document.footer = foot;
    document
}

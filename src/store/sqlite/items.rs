//! Questions about items: chosen ones in order, and search. What rows hold beside is asked for some
//! hundred rows at a time ([`super::particulars`]).

mod rows;

use std::collections::HashMap;

use super::SqliteTx;
use super::columns::{Columns, PlacedRow, Places};
use super::particulars::{AT_ONCE, Particulars};
use super::select::{Params, Seen, match_expression};
use super::themes::THEME_OWN;
use crate::domain::amended::{AmendedField, AmendedKind};
use crate::domain::filter::ThemeFilter;
use crate::domain::lines::ItemLine;
use crate::domain::{Filter, Level, Missing, View};
use crate::store::{Detail, Levels, ReadItems, Result, StoreError, Visit};
pub(super) use rows::components;
use rows::item_line;

/// The text in another language where the item has it, else the original.
fn in_language(seen: Seen, lang: &str, text: &str) -> String {
    let code: String =
        lang.chars().filter(|sign| sign.is_ascii_alphanumeric() || *sign == '-').collect();
    format!(
        "COALESCE((SELECT o.text FROM item_text AS o WHERE o.item_id = i.id AND o.lang = '{code}'
            AND o.text IS NOT NULL AND {} ORDER BY o.id DESC LIMIT 1), {text})",
        seen.in_force("o.entry_id")
    )
}

impl ReadItems for SqliteTx<'_> {
    fn each_item(
        &self,
        filter: &Filter,
        view: &View,
        detail: Detail,
        levels: Levels,
        visit: &mut dyn FnMut(ItemLine) -> Visit,
    ) -> Result<()> {
        let seen = self.seen(view)?.over(filter);
        let mut params = Params::of(view);
        let own = seen.conditions(filter, "i", &mut params).join(" AND ");
        let depth = match levels {
            Levels::Items => format!("i.parent_id IS NULL AND {own}"),
            Levels::Matching => own,
            Levels::All => {
                let whole = seen.conditions(filter, "up", &mut params).join(" AND ");
                let own_entry = seen.in_force("i.entry_id");
                format!("(({own}) OR (i.parent_id IS NOT NULL AND {own_entry} AND {whole}))")
            }
        };
        let sets = set_condition(filter);
        let sql = format!(
            "{} WHERE {sets} {depth} ORDER BY {} i.set_id, i.sort_key, i.id",
            Self::item_select(seen, filter, ""),
            by_theme(seen, filter, levels),
        );
        let wanted = Wanted::of(filter);
        let mut shown = None;
        let mut doing = match detail {
            Detail::Full => self.doing(view)?,
            Detail::Brief => HashMap::new(),
        };
        let read = |row: &PlacedRow<'_, '_>| {
            let (id, parent): (i64, Option<i64>) = (row.get("id")?, row.get("parent_id")?);
            let mut line = item_line(row)?;
            if let Some(done) = doing.remove(&id) {
                (line.duties, line.actions, line.serves) = done;
            }
            let below_shown = parent.is_some() && parent == shown;
            let emit = match levels {
                Levels::All => below_shown || wanted.holds(&line),
                Levels::Items | Levels::Matching => !below_shown && wanted.holds(&line),
            };
            if emit && parent.is_none() {
                shown = Some(id);
            }
            Ok(emit.then_some(line))
        };
        let mut particulars = Particulars::of(self, view, detail)?;
        let mut waiting = Vec::new();
        self.each_row(&sql, &params, read, &mut |line| {
            waiting.push(line);
            if waiting.len() < AT_ONCE {
                return Ok(());
            }
            particulars.give(&mut waiting, visit)
        })?;
        particulars.give(&mut waiting, visit)
    }

    fn search(
        &self,
        words: &[String],
        filter: &Filter,
        view: &View,
        limit: usize,
    ) -> Result<Vec<(ItemLine, String)>> {
        let Some(expression) = match_expression(words) else { return Ok(Vec::new()) };
        let seen = self.seen(view)?;
        let mut params = Params::of(view);
        let own = seen.conditions(filter, "i", &mut params).join(" AND ");
        params.set(":words", expression);
        let mark = ", highlight(item_search, 0, char(2), char(3)) AS marked";
        let select = Self::item_select(seen, filter, mark);
        let select = select.replacen(
            "FROM item AS i",
            "FROM item_search CROSS JOIN item AS i ON i.id = item_search.rowid",
            1,
        );
        // The index ranks by itself, equals by id, and stands outermost: what is asked of an item
        // is worked out only for those that are shown.
        let sql = format!(
            "{select} WHERE item_search MATCH :words AND rank MATCH 'bm25(1.0, 2.0)' AND {own}
             ORDER BY item_search.rank"
        );
        let wanted = Wanted::of(filter);
        let (mut lines, mut marks): (Vec<ItemLine>, Vec<String>) = (Vec::new(), Vec::new());
        let mut statement = self.prepare(&sql)?;
        let places = Places::of(&statement);
        let mut rows =
            statement.query(params.used_in(&sql).as_slice()).map_err(|error| self.error(error))?;
        while let Some(row) = rows.next().map_err(|error| self.error(error))? {
            let row = PlacedRow { row, places: &places };
            let read = || Ok((item_line(&row)?, row.get("marked")?));
            let (line, marked) = read().map_err(|error| self.error(error))?;
            if wanted.holds(&line) {
                lines.push(line);
                marks.push(marked);
                if lines.len() == limit {
                    break;
                }
            }
        }
        Particulars::of(self, view, Detail::Brief)?.fill(&mut lines)?;
        let mut found: Vec<_> = lines.into_iter().zip(marks).collect();
        self.find_amended(words, filter, view, limit, &mut found)?;
        self.find_translated(words, filter, view, limit, &mut found)?;
        Ok(found)
    }
}

impl SqliteTx<'_> {
    /// The SELECT and FROM of item rows.
    fn item_select(seen: Seen, filter: &Filter, extra: &str) -> String {
        let latest = seen.latest("i.id", ":voice");
        let standing = seen.standing_of("l");
        let (under, tagged_own, assisted) = under(seen, filter);
        let item = |field| seen.right(AmendedKind::Item, "i", field);
        let (text, paragraph) = (item(AmendedField::Text), item(AmendedField::Paragraph));
        let text = match &filter.lang {
            Some(lang) => in_language(seen, lang, &text),
            None => text,
        };
        let (speaker, spoken_on) = (item(AmendedField::Speaker), item(AmendedField::SpokenOn));
        let (document, document_id) = (seen.document_name("d"), seen.document_of("s"));
        let (theme, state) = (seen.theme_joined(), seen.state("i"));
        format!(
            "SELECT i.id, i.parent_id, s.key AS set_key, s.kind AS set_kind, i.ref, up.ref AS parent_ref, {state} AS state,
                {document} AS document, {paragraph} AS paragraph, i.kind, i.force, i.actor,
                i.actor_name, {theme} AS heading_id, {THEME_OWN} AS heading_own,
                fi.id AS filing, fi.printed AS filing_printed, {text} AS text, i.names, i.answer, i.deadline, i.origin,
                i.comment, {speaker} AS speaker, {spoken_on} AS spoken_on, h.entry_id, h.status, h.effective_on,
                l.effective_on AS looked_on, l.recheck IS NOT NULL AS rechecked, he.recorded_at, v.key AS assessor, h.confidence, h.note, h.public,
                {} AS components, ({under}) AS under_heading,
                ({tagged_own}) AS tagged_own, ({assisted}) AS assisted_alone{extra}
             FROM item AS i
             JOIN item_set AS s ON s.id = i.set_id
             LEFT JOIN document AS d ON d.id = {document_id}
             LEFT JOIN item AS up ON up.id = i.parent_id
             LEFT JOIN assessment AS l ON l.id = {latest}
             LEFT JOIN assessment AS h ON h.id = {standing}
             LEFT JOIN entry AS he ON he.id = h.entry_id
             LEFT JOIN assessor AS v ON v.id = h.assessor_id
             {}",
            seen.components_where_there_are(),
            seen.theme_joins(),
        )
    }

    /// Runs a statement and gives what `read` makes of each row to the visitor.
    pub(super) fn stream<T>(
        &self,
        sql: &str,
        params: &Params,
        read: impl FnMut(&PlacedRow<'_, '_>) -> rusqlite::Result<Option<T>>,
        visit: &mut dyn FnMut(T) -> Visit,
    ) -> Result<()> {
        self.each_row(sql, params, read, &mut |line| visit(line).map_err(StoreError::Visit))
    }

    /// Runs a statement and gives what `read` makes of each row on.
    fn each_row<T>(
        &self,
        sql: &str,
        params: &Params,
        mut read: impl FnMut(&PlacedRow<'_, '_>) -> rusqlite::Result<Option<T>>,
        take: &mut dyn FnMut(T) -> Result<()>,
    ) -> Result<()> {
        let mut statement = self.prepare(sql)?;
        let places = Places::of(&statement);
        let mut rows =
            statement.query(params.used_in(sql).as_slice()).map_err(|error| self.error(error))?;
        while let Some(row) = rows.next().map_err(|error| self.error(error))? {
            if let Some(line) =
                read(&PlacedRow { row, places: &places }).map_err(|error| self.error(error))?
            {
                take(line)?;
            }
        }
        Ok(())
    }

    /// Adds what is found by the words of its amended text, which the index doesn't have; of one that
    /// it found by its former words the text as it is now is shown.
    fn find_amended(
        &self,
        words: &[String],
        filter: &Filter,
        view: &View,
        limit: usize,
        found: &mut Vec<(ItemLine, String)>,
    ) -> Result<()> {
        let amended = self.amended()?;
        for (line, marked) in &mut *found {
            if amended.has_text(line.id) {
                marked.clone_from(&line.text);
            }
        }
        let mut more = amended.with_words(words);
        more.retain(|id| !found.iter().any(|(line, _)| line.id == *id));
        more.retain(|id| filter.items.is_empty() || filter.items.contains(id));
        if more.is_empty() {
            return Ok(());
        }
        let filter = Filter { items: more, ..filter.clone() };
        let (detail, levels) = (Detail::Brief, Levels::Matching);
        self.each_item(&filter, view, detail, levels, &mut |line| {
            if found.len() < limit {
                let marked = line.text.clone();
                found.push((line, marked));
            }
            Ok(())
        })
    }
}

/// For the filter's themes and terms: whether an item belongs to one of the themes and carries the
/// terms in a way that counts, whether only tags of one's own say that it concerns a theme, and whether
/// only suggestions that were accepted in bulk put it among the chosen.
fn under(seen: Seen<'_>, filter: &Filter) -> (String, String, String) {
    let any = |of: &dyn Fn(&ThemeFilter) -> String| {
        filter.themes.iter().map(of).collect::<Vec<_>>().join(" OR ")
    };
    let all = |of: &dyn Fn(&[i64]) -> String| {
        filter.terms.iter().map(|terms| of(terms)).collect::<Vec<_>>().join(" AND ")
    };
    let both = |themes: String, terms: String| match (themes.is_empty(), terms.is_empty()) {
        (true, true) => "1".to_owned(),
        (true, false) => terms,
        (false, true) => format!("({themes})"),
        (false, false) => format!("({themes}) AND {terms}"),
    };
    let under = both(any(&|theme| seen.under(theme, "i")), all(&|terms| seen.coded(terms, "i")));
    let known = both(
        any(&|theme| {
            format!("{} OR {}", seen.filed_under(theme, "i"), seen.looked_at(&theme.tags, "i"))
        }),
        all(&|terms| seen.looked_at(terms, "i")),
    );
    let own = if filter.themes.is_empty() {
        "0".to_owned()
    } else {
        let by_file = any(&|theme| seen.tagged_by_a_file(&theme.tags, "i"));
        let filed = any(&|theme| seen.filed_under(theme, "i"));
        format!("NOT ({filed}) AND NOT ({by_file})")
    };
    (under, own, format!("NOT ({known})"))
}

/// The order of themes that is wanted; components follow their item, so not where they come, too.
fn by_theme(seen: Seen<'_>, filter: &Filter, levels: Levels) -> String {
    if filter.by_theme.is_empty() || levels != Levels::Items {
        return String::new();
    }
    let places = filter.by_theme.iter().enumerate();
    let places: Vec<_> = places.map(|(at, id)| format!("WHEN {id} THEN {at}")).collect();
    let (places, others) = (places.join(" "), filter.by_theme.len());
    let theme = seen.theme_joined();
    format!("CASE {theme} {places} ELSE {others} END, {THEME_OWN},")
}

/// The sets first, so that the index that gives the order is used.
pub(super) fn set_condition(filter: &Filter) -> String {
    let ids: Vec<_> = filter.sets.iter().map(ToString::to_string).collect();
    if ids.is_empty() { String::new() } else { format!("i.set_id IN ({}) AND", ids.join(", ")) }
}

impl Seen<'_> {
    /// The components of an item; where all items are gone through, those that have any are known first.
    fn components_where_there_are(self) -> String {
        let components = components_column(self);
        if self.goes_through_all() {
            return format!("CASE WHEN {} THEN {components} END", self.is_compound("i"));
        }
        components
    }
}

pub(super) fn components_column(seen: Seen) -> String {
    format!(
        "(SELECT json_group_array(json_array(c.ref, COALESCE(cs.status, 'not-assessed'),
                {}, cs.effective_on) ORDER BY c.sort_key)
          FROM item AS c LEFT JOIN assessment AS cs ON cs.id = {}
          WHERE c.parent_id = i.id AND {})",
        seen.since("cs"),
        seen.latest("c.id", ":voice"),
        seen.in_force("c.entry_id")
    )
}

/// The part of a filter that is checked on the row: statuses of compound items are worked out from
/// their components.
pub(super) struct Wanted {
    levels: Vec<Level>,
}

impl Wanted {
    pub(super) fn of(filter: &Filter) -> Self {
        let mut levels = filter.statuses.clone();
        if filter.missing == Some(Missing::Status) {
            levels = vec![Level::NotAssessed];
        }
        Self { levels }
    }

    pub(super) fn level(&self, level: Level) -> bool {
        self.levels.is_empty() || self.levels.contains(&level)
    }

    fn holds(&self, line: &ItemLine) -> bool {
        self.level(line.level())
    }
}

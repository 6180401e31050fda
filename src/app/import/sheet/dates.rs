//! In which order a sheet's dates write day and month.

use super::super::Watch;
use super::{Known, SheetDesk};
use crate::app::error::Result;
use crate::app::import::merge::Work;
use crate::app::refusals::ImportRefusal;
use crate::import::dates::{self, Order};
use crate::import::sheet::SheetRow;

impl SheetDesk {
    /// The order in which cells that nobody edited say the days that are recorded.
    fn recorded_order(
        &mut self,
        work: &mut Work<'_>,
        known: &[Known<'_>],
    ) -> Result<Option<Order>> {
        let (mut day_first, mut month_first) = (0_usize, 0_usize);
        for row in known {
            let cell =
                self.sheet.cell(row.row, "effective_on").map_or("", |cell| cell.text.as_str());
            let Some(dates::DateReading::Either(one, other)) = dates::read(cell) else { continue };
            let line = self.lines.get(work, row.item, None, self.voice)?;
            let on = line.and_then(|line| line.headline).map(|headline| headline.effective_on);
            day_first += usize::from(on == Some(one));
            month_first += usize::from(on == Some(other));
        }
        Ok(match day_first.cmp(&month_first) {
            std::cmp::Ordering::Greater => Some(Order::DayMonth),
            std::cmp::Ordering::Less => Some(Order::MonthDay),
            std::cmp::Ordering::Equal => None,
        })
    }

    /// In which order the column of dates writes day and month, and one cell that was read so.
    pub(super) fn find_order(
        &mut self,
        work: &mut Work<'_>,
        known: &[Known<'_>],
        rows: &[SheetRow],
        watch: &mut dyn Watch,
    ) -> Result<()> {
        let recorded = self.recorded_order(work, known)?;
        let cells = || {
            let cells = rows.iter().filter_map(|row| self.sheet.cell(row, "effective_on"));
            cells.map(|cell| cell.text.as_str())
        };
        self.order = match (work.request.dates, dates::order(cells())) {
            (Some(order), _) => Some(order),
            (None, Ok(order)) => order.or(recorded),
            (None, Err((one, other))) => {
                return Err(ImportRefusal::MixedDates {
                    file: work.file.name.clone(),
                    one: one.clone(),
                    other: other.clone(),
                }
                .into());
            }
        };
        let shown = self.order.and_then(|order| {
            let cell = cells().find(|cell| {
                dates::read(cell)
                    .is_some_and(|reading| !matches!(reading, dates::DateReading::Sure(_)))
            })?;
            Some((cell.trim().to_owned(), dates::day(cell, Some(order))?, order))
        });
        if let Some((cell, day, order)) = shown {
            let name = &work.file.name;
            watch.note(&format!("{name}: dates are {}: `{cell}` read as {day}", order.label()));
        }
        Ok(())
    }
}

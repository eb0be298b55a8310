//! What is printed: one line a figure.

use std::fmt::Display;
use std::io::Write;
use std::time::Duration;

use crate::Outcome;
use crate::measure::Samples;
use crate::processes::Cores;

/// One figure.
pub(crate) struct Line<'a> {
    /// What was measured.
    pub(crate) name: &'a str,
    /// Its times.
    pub(crate) samples: &'a Samples,
    /// The median of its floor.
    pub(crate) floor: Option<Duration>,
    /// The highest ratio that is good.
    pub(crate) target: Option<f64>,
}

/// Prints figures as they come.
pub(crate) struct Report {
    out: Box<dyn Write>,
}

impl Report {
    pub(crate) fn new() -> Self {
        Self { out: Box::new(std::io::stdout()) }
    }

    /// A sentence about what follows.
    pub(crate) fn note(&mut self, text: &str) -> Outcome<()> {
        writeln!(self.out, "# {text}")?;
        Ok(())
    }

    /// What it runs on.
    pub(crate) fn machine(&mut self, cores: &Cores) -> Outcome<()> {
        let about = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = about.lines().find_map(|line| line.strip_prefix("model name"));
        let model = model.and_then(|rest| rest.split(':').nth(1)).unwrap_or("unknown").trim();
        self.note(&format!("{} cores, {model}; {cores}", cores.count()))?;
        let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        self.note(&format!("load of the machine before the run: {}", load.trim()))
    }

    /// What the columns of the lines are.
    pub(crate) fn heading(&mut self) -> Outcome<()> {
        self.row("# name", ["p50", "unit", "floor", "ratio"], "p99, runs, target")
    }

    /// A time beside its floor.
    pub(crate) fn line(&mut self, line: &Line<'_>) -> Outcome<()> {
        let value = line.samples.p50();
        let ratio = line.floor.map(|floor| value.as_secs_f64() / floor.as_secs_f64());
        let more = format!(
            "p99 {} of {} runs{}",
            micros(line.samples.p99()),
            line.samples.count(),
            judged(ratio, line.target)
        );
        let floor = line.floor.map_or_else(|| "-".to_owned(), micros);
        let ratio = ratio.map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.2}"));
        self.row(line.name, [&micros(value), "us", &floor, &ratio], &more)
    }

    /// A ratio of two figures.
    pub(crate) fn ratio(
        &mut self,
        name: &str,
        of: Duration,
        to: Duration,
        target: f64,
    ) -> Outcome<()> {
        let ratio = of.as_secs_f64() / to.as_secs_f64();
        let more = judged(Some(ratio), Some(target));
        let shown = format!("{ratio:.2}");
        self.row(name, [&micros(of), "us", &micros(to), &shown], more.trim_start_matches(", "))
    }

    /// How often a second, beside another; it is good from `least` times the other on.
    pub(crate) fn rate(&mut self, name: &str, of: f64, to: f64, least: f64) -> Outcome<()> {
        let ratio = of / to;
        let word = if ratio >= least { "OK" } else { "MISSED" };
        let cells = [format!("{of:.1}"), format!("{to:.1}"), format!("{ratio:.2}")];
        let more = format!("target at least {least}: {word}");
        self.row(name, [&cells[0], "1/s", &cells[1], &cells[2]], &more)
    }

    /// A figure that is no time.
    pub(crate) fn amount(
        &mut self,
        name: &str,
        value: f64,
        unit: &str,
        target: Option<f64>,
    ) -> Outcome<()> {
        let more = judged(Some(value), target);
        let shown = format!("{value:.1}");
        self.row(name, [&shown, unit, "-", "-"], more.trim_start_matches(", "))
    }

    fn row(&mut self, name: &str, cells: [&str; 4], more: &str) -> Outcome<()> {
        let [value, unit, floor, ratio] = cells;
        writeln!(self.out, "{name:32}{value:>12}  {unit:4}{floor:>12}{ratio:>8}   {more}")?;
        self.out.flush()?;
        Ok(())
    }
}

fn micros(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1e6)
}

fn judged(ratio: Option<f64>, target: Option<f64>) -> String {
    match (ratio, target) {
        (Some(ratio), Some(target)) => {
            let word = if ratio <= target { "OK" } else { "MISSED" };
            format!(", target {target}: {word}")
        }
        _ => String::new(),
    }
}

/// Says why the run ended early.
pub(crate) fn complain(text: &(impl Display + ?Sized)) {
    // Nobody may be reading, and there is nothing left to do.
    let _ = writeln!(std::io::stderr(), "ariadne-bench: {text}");
}

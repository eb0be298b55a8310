//! Questions about lineage, asked of the product and of the bare server in turn: what
//! the workloads about lineage have in common.

use crate::Outcome;
use crate::expect_lineage::Reference;
use crate::http::Client;
use crate::lineage::{Answered, Question, Want};
use crate::measure::{Samples, each};
use crate::report::{Line, Report};

/// A group of questions, its answers checked.
pub(crate) struct Trace {
    bodies: Vec<Bodies>,
    /// Nodes and edges of the answer of the median.
    size: (usize, usize),
}

struct Bodies {
    product: String,
    bare: String,
    product_totals: String,
    bare_totals: String,
}

/// What a group of questions took.
pub(crate) struct Took {
    pub(crate) product: Samples,
    pub(crate) floor: Samples,
    product_totals: Samples,
    bare_totals: Samples,
}

impl Trace {
    /// Asks everything once, compares it with what is right and with the bare server's
    /// answers, byte by byte.
    pub(crate) fn checked(
        questions: &[Question],
        reference: &Reference,
        (product, bare): (&mut Client, &mut Client),
    ) -> Outcome<Self> {
        let (mut bodies, mut sizes) = (Vec::new(), Vec::new());
        for question in questions {
            let asked = Bodies {
                product: question.compact(),
                bare: question.bare(Want::Compact),
                product_totals: question.totals(),
                bare_totals: question.bare(Want::Totals),
            };
            let answer = product.post(&asked.product)?;
            let read = Answered::read(answer)?;
            reference.check(question, &read)?;
            if bare.post(&asked.bare)? != answer {
                return Err(format!("The floor answers {question:?} otherwise.").into());
            }
            if product.post(&asked.product_totals)? != bare.post(&asked.bare_totals)? {
                return Err(format!("The floor counts {question:?} otherwise.").into());
            }
            sizes.push((read.total_nodes, read.total_edges));
            bodies.push(asked);
        }
        sizes.sort_unstable();
        let size = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
        Ok(Self { bodies, size })
    }

    /// Lets both answer all of it in turn, with and without the arrays.
    pub(crate) fn run(
        &self,
        rounds: u32,
        (product, bare): (&mut Client, &mut Client),
    ) -> Outcome<Took> {
        let product = std::cell::RefCell::new(product);
        let bare = std::cell::RefCell::new(bare);
        let ask = |client: &std::cell::RefCell<&mut Client>, body: &str| {
            client.borrow_mut().post(body).map(drop)
        };
        let of = |samples: Vec<Samples>| Samples::merged(&samples);
        let [a, b, c, d] = each(
            rounds,
            self.bodies.len(),
            &mut [
                &mut |at| ask(&product, &self.bodies[at].product),
                &mut |at| ask(&bare, &self.bodies[at].bare),
                &mut |at| ask(&product, &self.bodies[at].product_totals),
                &mut |at| ask(&bare, &self.bodies[at].bare_totals),
            ],
        )?;
        Ok(Took { product: of(a), floor: of(b), product_totals: of(c), bare_totals: of(d) })
    }

    /// Prints the figure and its parts.
    pub(crate) fn print(
        &self,
        name: &str,
        took: &Took,
        target: Option<f64>,
        report: &mut Report,
    ) -> Outcome<()> {
        let floor = Some(took.floor.p50());
        report.line(&Line { name, samples: &took.product, floor, target })?;
        let parts = [("counted only", &took.product_totals), ("floor, counted", &took.bare_totals)];
        for (part, samples) in parts {
            let name = format!("  {part}");
            report.line(&Line { name: &name, samples, floor: None, target: None })?;
        }
        let (nodes, edges) = self.size;
        report.note(&format!("{name}: the middle answer has {nodes} nodes and {edges} edges"))
    }
}

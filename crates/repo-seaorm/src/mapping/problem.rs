//! Problems and test reports as JSON.

use std::time::Duration;

use ariadne_domain::{Problem, StepStatus, TestReport, TestStep};
use serde::{Deserialize, Serialize};

use super::document::{Corrupt, from_json, to_json, word};

#[derive(Serialize, Deserialize)]
pub(super) struct ProblemDoc {
    code: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    cause: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    remedy: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    engine_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    engine_message: Option<String>,
}

impl From<&Problem> for ProblemDoc {
    fn from(problem: &Problem) -> Self {
        let problem = problem.clone();
        Self {
            code: problem.code,
            title: problem.title,
            cause: problem.cause,
            remedy: problem.remedy,
            engine_code: problem.engine_code,
            engine_message: problem.engine_message,
        }
    }
}

impl From<ProblemDoc> for Problem {
    fn from(doc: ProblemDoc) -> Self {
        Self {
            code: doc.code,
            title: doc.title,
            cause: doc.cause,
            remedy: doc.remedy,
            engine_code: doc.engine_code,
            engine_message: doc.engine_message,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct StepDoc {
    name: String,
    title: String,
    status: String,
    elapsed: Duration,
    detail: Option<String>,
    problem: Option<ProblemDoc>,
}

#[derive(Serialize, Deserialize)]
struct ReportDoc {
    elapsed: Duration,
    server_version: Option<String>,
    steps: Vec<StepDoc>,
}

pub(crate) fn report_to_text(report: &TestReport) -> String {
    let step = |step: &TestStep| StepDoc {
        name: step.name.clone(),
        title: step.title.clone(),
        status: step.status.as_str().to_owned(),
        elapsed: step.elapsed,
        detail: step.detail.clone(),
        problem: step.problem.as_ref().map(Into::into),
    };
    to_json(&ReportDoc {
        elapsed: report.elapsed,
        server_version: report.server_version.clone(),
        steps: report.steps.iter().map(step).collect(),
    })
}

pub(crate) fn report_from_text(text: &str) -> Result<TestReport, Corrupt> {
    let doc: ReportDoc = from_json("test report", text)?;
    let step = |step: StepDoc| {
        Ok(TestStep {
            name: step.name,
            title: step.title,
            status: word("step status", &step.status, StepStatus::from_name)?,
            elapsed: step.elapsed,
            detail: step.detail,
            problem: step.problem.map(Into::into),
        })
    };
    Ok(TestReport {
        elapsed: doc.elapsed,
        server_version: doc.server_version,
        steps: doc.steps.into_iter().map(step).collect::<Result<_, Corrupt>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_read_back_equal() {
        let problem =
            Problem::new("TLS_FAILED", "no").with_cause("why").with_engine(Some("42".into()), None);
        let step = |status, problem| TestStep {
            name: "tls".into(),
            title: "TLS".into(),
            status,
            elapsed: Duration::new(1, 999_999_999),
            detail: Some("looked \0 at it".into()),
            problem,
        };
        let report = TestReport {
            elapsed: Duration::from_nanos(7),
            server_version: Some("8.19".into()),
            steps: StepStatus::ALL.iter().map(|s| step(*s, Some(problem.clone()))).collect(),
        };
        assert_eq!(report_from_text(&report_to_text(&report)).expect("reads"), report);
    }
}

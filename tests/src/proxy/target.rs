//! Which requests a rule of the proxy is for.

use super::Request;

/// Which requests a rule is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    method: Option<String>,
    path: String,
    query: bool,
}

impl Target {
    pub(super) fn parse(text: &str) -> Self {
        let (method, path) = match text.split_once(' ') {
            Some((method, path)) => (Some(method.to_owned()), path),
            None => (None, text),
        };
        Self { method, path: path.to_owned(), query: path.contains('?') }
    }

    pub(super) fn matches(&self, request: &Request) -> bool {
        let path = match request.path.split_once('?') {
            Some((path, _)) if !self.query => path,
            _ => &request.path,
        };
        self.method.as_ref().is_none_or(|method| *method == request.method)
            && matches(&self.path, path)
    }
}

/// Whether `text` is `pattern` with each `*` replaced by some text.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((head, rest)) => text.strip_prefix(head).is_some_and(|tail| {
            tail.char_indices()
                .map(|(at, _)| at)
                .chain([tail.len()])
                .any(|at| matches(rest, &tail[at..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(method: &str, path: &str) -> Request {
        Request {
            method: method.to_owned(),
            path: path.to_owned(),
            headers: Vec::new(),
            body: String::new(),
        }
    }

    #[test]
    fn a_target_is_a_method_and_a_pattern() {
        let get = request("GET", "/orders/_mapping?expand_wildcards=all");
        for target in [
            "GET /orders/_mapping",
            "/orders/_mapping",
            "/*/_mapping",
            "*",
            "/orders/_mapping?expand*",
        ] {
            assert!(Target::parse(target).matches(&get), "{target}");
        }
        for target in
            ["POST /orders/_mapping", "/orders", "/orders/*/_mapping", "/orders/_mapping?other*"]
        {
            assert!(!Target::parse(target).matches(&get), "{target}");
        }
    }
}

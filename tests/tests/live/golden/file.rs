//! A file of a corpus: one case.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json};

/// A file with a JSON object; answers are compared with what it expects, or written into it.
#[derive(Clone, Debug)]
pub(crate) struct File {
    path: PathBuf,
    json: Json,
    changed: bool,
}

/// Every file of a corpus, by name.
pub(crate) fn files(corpus: &str) -> Vec<File> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(corpus);
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    paths.into_iter().map(File::read).collect()
}

impl File {
    fn read(path: PathBuf) -> Self {
        let failed = |error: &dyn std::fmt::Display| -> ! { panic!("{}: {error}", path.display()) };
        let text = fs::read_to_string(&path).unwrap_or_else(|error| failed(&error));
        let json = serde_json::from_str(&text).unwrap_or_else(|error| failed(&error));
        Self { path, json, changed: false }
    }

    /// The case's name.
    pub(crate) fn name(&self) -> String {
        self.path.file_stem().and_then(|stem| stem.to_str()).expect("names are UTF-8").to_owned()
    }

    /// A member of the case, null when it has none of this name.
    pub(crate) fn get(&self, member: &str) -> &Json {
        &self.json[member]
    }

    /// A member that is a text.
    pub(crate) fn text(&self, member: &str) -> Option<String> {
        self.json[member].as_str().map(str::to_owned)
    }

    /// A member that is a list of texts, empty when there is none.
    pub(crate) fn texts(&self, member: &str) -> Vec<String> {
        let items = self.json[member].as_array().into_iter().flatten();
        items.map(|item| item.as_str().expect("a list of texts").to_owned()).collect()
    }

    /// The name to fetch.
    pub(crate) fn fetch(&self) -> String {
        self.text("fetch").unwrap_or_else(|| self.refuse("a case fetches a name"))
    }

    /// How many documents to look at.
    pub(crate) fn sample(&self) -> Option<u32> {
        self.json["sampleSize"].as_u64().and_then(|n| u32::try_from(n).ok())
    }

    /// The case cannot be run.
    pub(crate) fn refuse(&self, why: &str) -> ! {
        panic!("{}: {why}", self.path.display())
    }

    /// The difference between an answer and what is expected of a server: `expectedOn` the server of this name, else
    /// `expected`. When updating, the answer is expected from now on, by all when `first` is set.
    pub(crate) fn compare(&mut self, got: &Json, server: &str, first: bool) -> Option<String> {
        let expected = self.json["expectedOn"].get(server).unwrap_or(&self.json["expected"]);
        // as texts, because the order of members counts
        let (is, wanted) = (pretty(got), pretty(expected));
        if is == wanted {
            return None;
        }
        if !is_updating() {
            return Some(differing(&wanted, &is));
        }
        self.changed = true;
        let case = self.json.as_object_mut().expect("a case is an object");
        if first {
            case.insert("expected".to_owned(), got.clone());
            case.remove("expectedOn");
        } else {
            let servers = case.entry("expectedOn").or_insert_with(|| Json::Object(Map::default()));
            servers[server] = got.clone();
        }
        None
    }

    /// Writes the file when an answer changed it.
    pub(crate) fn save_if_updating(&self) {
        if self.changed {
            fs::write(&self.path, pretty(&self.json) + "\n")
                .unwrap_or_else(|error| self.refuse(&error.to_string()));
        }
    }
}

fn pretty(json: &Json) -> String {
    serde_json::to_string_pretty(json).expect("JSON can be printed")
}

#[expect(
    clippy::disallowed_methods,
    reason = "the switch of a developer, who has no composition root here"
)]
fn is_updating() -> bool {
    std::env::var("UPDATE_GOLDEN").is_ok_and(|value| value == "1")
}

/// Lines that only one side has.
fn differing(wanted: &str, is: &str) -> String {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (wanted, is) = (lines(wanted), lines(is));
    let gone =
        wanted.iter().filter(|line| !is.contains(line)).map(|line| format!("  expected {line}"));
    let new =
        is.iter().filter(|line| !wanted.contains(line)).map(|line| format!("  got      {line}"));
    let all: Vec<String> = gone.chain(new).collect();
    if all.is_empty() { "  the order differs".to_owned() } else { all.join("\n") }
}

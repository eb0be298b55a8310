//! What a sample of documents looks like: every path with its types, counted.
//!
//! All counts are sums over documents, so that the order of the documents has no say.

use std::collections::BTreeMap;

use mongodb::bson::raw::RawElement;
use mongodb::bson::{RawBsonRef, RawDocument};

use super::maps::Plan;
use super::types::{BsonType, Counts};

/// The longest path that is followed.
pub(crate) const MAX_DEPTH: usize = 50;

/// The longest key, in characters, that the catalog can hold.
const MAX_KEY: usize = ariadne_domain::MAX_NAME;

/// A step below a node.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Step {
    Key(String),
    Element,
    MapValue,
}

/// What was seen at one path.
#[derive(Clone, Debug, Default)]
pub(crate) struct Node {
    pub(crate) children: BTreeMap<Step, usize>,
    /// Values seen, null included.
    pub(crate) values: u64,
    /// Their types; an array counts as one value.
    pub(crate) types: Counts,
    /// Types of the elements of the arrays among them.
    pub(crate) elements: Counts,
    /// Arrays without elements.
    pub(crate) empty_arrays: u64,
    /// Objects that may hold fields of their own: values and elements of arrays.
    pub(crate) objects: u64,
    /// Containing objects that have the field.
    pub(crate) holders: u64,
    /// Documents with at least one value here.
    pub(crate) documents: u64,
    /// Documents in which no containing object lacks the field.
    pub(crate) complete_documents: u64,
    /// Documents with at least one null here.
    pub(crate) null_documents: u64,
    /// Sum of the places of the field in its objects, to order siblings by.
    pub(crate) places: u64,
    /// One key of a map: the first in order.
    pub(crate) example: Option<String>,
    /// Content below that is too deep to follow.
    pub(crate) cut: bool,
    /// Arrays inside the parent's arrays.
    is_element: bool,
    depth: usize,
    parent: usize,
    // marks of the document and of the object that were counted last
    in_document: u64,
    null_in_document: u64,
    in_object: u64,
    document_holders: u64,
    document_objects: u64,
}

/// Counted documents.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    /// The root is the first; its values are the documents.
    nodes: Vec<Node>,
    plan: Plan,
    document: u64,
    object: u64,
    touched: Vec<usize>,
    /// Keys too long to be kept, counted by value.
    pub(crate) long_keys: u64,
    /// Documents with a key that stands twice in one object.
    pub(crate) duplicate_keys: u64,
    /// Documents that are damaged BSON.
    pub(crate) damaged: u64,
    duplicate_here: bool,
    damaged_here: bool,
}

/// The root's index.
pub(crate) const ROOT: usize = 0;

impl Shape {
    /// Nothing counted yet; `plan` says which objects are maps.
    pub(crate) fn new(plan: Plan) -> Self {
        Self {
            nodes: vec![Node::default()],
            plan,
            document: 0,
            object: 0,
            touched: Vec::new(),
            long_keys: 0,
            duplicate_keys: 0,
            damaged: 0,
            duplicate_here: false,
            damaged_here: false,
        }
    }

    /// Documents counted.
    pub(crate) fn documents(&self) -> u64 {
        self.document
    }

    /// A node.
    pub(crate) fn node(&self, index: usize) -> &Node {
        &self.nodes[index]
    }

    /// Every node.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter()
    }

    /// Counts one document.
    pub(crate) fn add(&mut self, document: &RawDocument) {
        self.document += 1;
        self.duplicate_here = false;
        self.damaged_here = false;
        self.touched.clear();
        let plan = std::mem::take(&mut self.plan);
        self.touch(ROOT);
        self.object(ROOT, document, Some(&plan));
        self.plan = plan;
        for index in std::mem::take(&mut self.touched) {
            let parent = self.nodes[index].parent;
            let wanted = self.nodes[parent].document_objects;
            let node = &mut self.nodes[index];
            // an element is never missing from its array
            if node.is_element || node.document_holders == wanted {
                node.complete_documents += 1;
            }
        }
        self.duplicate_keys += u64::from(self.duplicate_here);
        self.damaged += u64::from(self.damaged_here);
    }

    /// Marks a node as seen in this document.
    fn touch(&mut self, index: usize) {
        let document = self.document;
        let node = &mut self.nodes[index];
        if node.in_document != document {
            node.in_document = document;
            node.documents += 1;
            node.document_holders = 0;
            node.document_objects = 0;
            self.touched.push(index);
        }
    }

    fn child(&mut self, parent: usize, step: Step) -> usize {
        if let Some(index) = self.nodes[parent].children.get(&step) {
            return *index;
        }
        let index = self.nodes.len();
        let depth = self.nodes[parent].depth + 1;
        self.nodes.push(Node { depth, parent, ..Node::default() });
        self.nodes[parent].children.insert(step, index);
        index
    }

    /// Counts the fields of an object at a node.
    fn object(&mut self, index: usize, object: &RawDocument, plan: Option<&Plan>) {
        self.object += 1;
        let this = self.object;
        let node = &mut self.nodes[index];
        node.objects += 1;
        node.document_objects += 1;
        let is_map = plan.is_some_and(|p| p.value.is_some());
        if node.depth >= MAX_DEPTH {
            node.cut |= !object.is_empty();
            return;
        }
        for (place, element) in object.iter_elements().enumerate() {
            let Ok(element) = element else {
                self.damaged_here = true;
                return;
            };
            let key = element.key().as_str();
            if key.chars().nth(MAX_KEY).is_some() {
                self.long_keys += 1;
                continue;
            }
            let (child, below) = if is_map {
                let node = &mut self.nodes[index];
                if node.example.as_deref().is_none_or(|example| key < example) {
                    node.example = Some(key.to_owned());
                }
                (self.child(index, Step::MapValue), plan.and_then(|p| p.value.as_deref()))
            } else {
                let below = plan.and_then(|p| p.keys.get(key));
                (self.child(index, Step::Key(key.to_owned())), below)
            };
            self.touch(child);
            let node = &mut self.nodes[child];
            if node.in_object != this {
                node.in_object = this;
                node.holders += 1;
                node.document_holders += 1;
            } else if !is_map {
                self.duplicate_here = true;
            }
            self.nodes[child].places += place as u64;
            self.value(child, &element, below);
        }
    }

    /// Counts a value at a node.
    fn value(&mut self, index: usize, element: &RawElement<'_>, plan: Option<&Plan>) {
        let (kind, value) = read(element);
        if value.is_none() {
            self.damaged_here = true;
        }
        let document = self.document;
        let node = &mut self.nodes[index];
        node.values += 1;
        *node.types.entry(kind).or_default() += 1;
        if kind == BsonType::Null && node.null_in_document != document {
            node.null_in_document = document;
            node.null_documents += 1;
        }
        match value {
            Some(RawBsonRef::Document(inner)) => self.object(index, inner, plan),
            Some(RawBsonRef::Array(items)) => self.array(index, items.iter_elements(), plan),
            _ => {}
        }
    }

    /// Counts the elements of an array at a node.
    fn array<'a, E>(
        &mut self,
        index: usize,
        items: impl Iterator<Item = Result<RawElement<'a>, E>>,
        plan: Option<&Plan>,
    ) {
        let mut empty = true;
        for item in items {
            let Ok(item) = item else {
                self.damaged_here = true;
                return;
            };
            empty = false;
            let (kind, value) = read(&item);
            if value.is_none() {
                self.damaged_here = true;
            }
            *self.nodes[index].elements.entry(kind).or_default() += 1;
            match value {
                Some(RawBsonRef::Document(inner)) => self.object(index, inner, plan),
                Some(RawBsonRef::Array(_)) if self.nodes[index].depth >= MAX_DEPTH => {
                    self.nodes[index].cut = true;
                }
                Some(RawBsonRef::Array(_)) => {
                    let child = self.child(index, Step::Element);
                    self.touch(child);
                    self.nodes[child].is_element = true;
                    self.value(child, &item, plan.and_then(|p| p.element.as_deref()));
                }
                _ => {}
            }
        }
        self.nodes[index].empty_arrays += u64::from(empty);
    }
}

/// The type of an element, and its value unless that is damaged.
fn read<'a>(element: &RawElement<'a>) -> (BsonType, Option<RawBsonRef<'a>>) {
    let kind = BsonType::of(element.element_type());
    match element.value() {
        Ok(RawBsonRef::Binary(binary)) => {
            (BsonType::Binary(u8::from(binary.subtype)), Some(RawBsonRef::Binary(binary)))
        }
        Ok(value) => (kind, Some(value)),
        Err(_) => (kind, None),
    }
}

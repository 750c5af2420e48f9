//! Policy sets: every policy is an engine of its own, so that it sees itself and the library only.

use anyhow::{anyhow, Result};
use regorus::{Engine, Value};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A text, or nothing because the value is undefined.
pub type Answer = Result<Option<String>>;

struct Policy {
    engine: Engine,
    package: String,
}

pub struct Set {
    library: Engine,
    policies: Vec<Policy>,
}

#[derive(Default)]
struct Sets {
    last: u32,
    open: BTreeMap<u32, Set>,
}

thread_local! {
    static SETS: RefCell<Sets> = RefCell::default();
}

pub fn create() -> u32 {
    SETS.with(|sets| {
        let mut sets = sets.borrow_mut();
        sets.last += 1;
        let number = sets.last;
        sets.open.insert(number, Set::new());
        number
    })
}

pub fn remove(number: u32) {
    SETS.with(|sets| sets.borrow_mut().open.remove(&number));
}

pub fn with(number: u32, action: impl FnOnce(&mut Set) -> Answer) -> Answer {
    SETS.with(|sets| match sets.borrow_mut().open.get_mut(&number) {
        Some(set) => action(set),
        None => Err(anyhow!("there is no policy set {number}")),
    })
}

fn done() -> Answer {
    Ok(Some(String::new()))
}

/// Schedules statements and resolves imports now, where mistakes of that kind show.
fn prepare(engine: &mut Engine) -> Result<()> {
    engine.eval_query("true".to_string(), false).map(|_| ())
}

/// The package of the module added last as OPA prints it: a part that is no identifier in brackets.
fn last_package(engine: &Engine) -> Result<String> {
    let packages = engine.get_policy_package_components()?;
    let package = packages.last().ok_or_else(|| anyhow!("there is no module"))?;
    let mut reference = String::from("data");
    for part in &package.components {
        if is_identifier(part) {
            reference.push('.');
            reference.push_str(part);
        } else {
            reference.push_str(&format!("[{}]", serde_json::to_string(part)?));
        }
    }
    Ok(reference)
}

fn is_identifier(part: &str) -> bool {
    let mut letters = part.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

impl Set {
    fn new() -> Set {
        let mut library = Engine::new();
        library.set_rego_v0(false);
        // A built-in that fails is undefined, as in OPA.
        library.set_strict_builtin_errors(false);
        library.set_gather_prints(true);
        crate::builtins::register(&mut library);
        Set { library, policies: Vec::new() }
    }

    pub fn add_library(&mut self, path: String, source: String) -> Answer {
        self.library.add_policy(path, source)?;
        done()
    }

    pub fn check_library(&mut self) -> Answer {
        prepare(&mut self.library)?;
        done()
    }

    pub fn add_policy(&mut self, path: String, source: String) -> Answer {
        let mut engine = self.library.clone();
        engine.add_policy(path, source)?;
        let package = last_package(&engine)?;
        prepare(&mut engine)?;
        self.policies.push(Policy { engine, package: package.clone() });
        Ok(Some(package))
    }

    fn policy(&mut self, index: u32) -> Result<&mut Policy> {
        self.policies.get_mut(index as usize).ok_or_else(|| anyhow!("there is no policy {index}"))
    }

    pub fn ast(&mut self, policy: u32) -> Answer {
        self.policy(policy)?.engine.get_ast_as_json().map(Some)
    }

    pub fn library_ast(&mut self) -> Answer {
        self.library.get_ast_as_json().map(Some)
    }

    pub fn input(&mut self, json: &str) -> Answer {
        let input = Value::from_json_str(json)?;
        for policy in &mut self.policies {
            policy.engine.set_input(input.clone());
        }
        done()
    }

    pub fn evaluate(&mut self, policy: u32, rule: &str) -> Answer {
        let policy = self.policy(policy)?;
        let path = format!("{}.{}", policy.package, rule);
        match policy.engine.eval_rule(path) {
            Ok(Value::Undefined) => Ok(None),
            Ok(value) => Ok(Some(serde_json::to_string(&value)?)),
            // The package has no such rule.
            Err(error) if error.to_string() == "not a valid rule path" => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub fn prints(&mut self, policy: u32) -> Answer {
        let lines = self.policy(policy)?.engine.take_prints()?;
        Ok(Some(serde_json::to_string(&lines)?))
    }
}

//! The exported functions, and how texts cross the border.

use crate::sets::{self, Answer};
use std::alloc::Layout;
use std::cell::RefCell;

thread_local! {
    static OUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// What an exported call returns: the text is its result, an error's message, or there is none.
pub mod status {
    pub const VALUE: i32 = 0;
    pub const ERROR: i32 = 1;
    pub const UNDEFINED: i32 = 2;
}

fn publish(answer: Answer) -> i32 {
    let (status, text) = match answer {
        Ok(Some(text)) => (status::VALUE, text),
        Ok(None) => (status::UNDEFINED, String::new()),
        Err(error) => (status::ERROR, format!("{error:#}")),
    };
    OUT.with(|out| *out.borrow_mut() = text.into_bytes());
    status
}

/// Takes over a text that the host wrote into memory of [`alloc`]; it needs no `free`.
fn text(address: *mut u8, length: usize) -> String {
    if length == 0 {
        return String::new();
    }
    let bytes = unsafe { Vec::from_raw_parts(address, length, length) };
    String::from_utf8_lossy(&bytes).into_owned()
}

extern "C" {
    fn __wasm_call_ctors();
}

/// Must be called once, before anything else.
#[no_mangle]
pub extern "C" fn _initialize() {
    unsafe { __wasm_call_ctors() }
}

/// Memory for a text of this many bytes (at least 1); the call it is given to frees it.
#[no_mangle]
pub extern "C" fn alloc(length: usize) -> *mut u8 {
    let layout = Layout::array::<u8>(length).expect("a length of this address space");
    let address = unsafe { std::alloc::alloc(layout) };
    if address.is_null() {
        std::alloc::handle_alloc_error(layout);
    }
    address
}

#[no_mangle]
pub extern "C" fn out_ptr() -> *const u8 {
    OUT.with(|out| out.borrow().as_ptr())
}

#[no_mangle]
pub extern "C" fn out_len() -> usize {
    OUT.with(|out| out.borrow().len())
}

/// The functions that policies may call: a JSON object of name to number of arguments.
#[no_mangle]
pub extern "C" fn builtins() -> i32 {
    publish(crate::builtins::list().map(Some))
}

/// A new, empty policy set; its number is never given out again.
#[no_mangle]
pub extern "C" fn set_new() -> u32 {
    sets::create()
}

#[no_mangle]
pub extern "C" fn set_drop(set: u32) {
    sets::remove(set);
}

/// Adds a module that every policy added later sees.
#[no_mangle]
pub extern "C" fn set_library(
    set: u32,
    path: *mut u8,
    path_length: usize,
    source: *mut u8,
    source_length: usize,
) -> i32 {
    let (path, source) = (text(path, path_length), text(source, source_length));
    publish(sets::with(set, |set| set.add_library(path, source)))
}

/// Adds a policy and prepares it; the text is its package as a reference, e.g. `data.docstore.tests`.
#[no_mangle]
pub extern "C" fn set_policy(
    set: u32,
    path: *mut u8,
    path_length: usize,
    source: *mut u8,
    source_length: usize,
) -> i32 {
    let (path, source) = (text(path, path_length), text(source, source_length));
    publish(sets::with(set, |set| set.add_policy(path, source)))
}

/// Prepares the library alone, so that its mistakes show without any policy.
#[no_mangle]
pub extern "C" fn set_check_library(set: u32) -> i32 {
    publish(sets::with(set, |set| set.check_library()))
}

/// The syntax trees, as JSON, of what this policy sees: itself and the library.
#[no_mangle]
pub extern "C" fn set_ast(set: u32, policy: u32) -> i32 {
    publish(sets::with(set, |set| set.ast(policy)))
}

/// The syntax trees, as JSON, of the library.
#[no_mangle]
pub extern "C" fn set_library_ast(set: u32) -> i32 {
    publish(sets::with(set, |set| set.library_ast()))
}

/// Sets the input, a JSON text, of all policies.
#[no_mangle]
pub extern "C" fn set_input(set: u32, json: *mut u8, length: usize) -> i32 {
    let json = text(json, length);
    publish(sets::with(set, |set| set.input(&json)))
}

/// Evaluates one rule of a policy's package; the text is its value as JSON.
#[no_mangle]
pub extern "C" fn set_eval(set: u32, policy: u32, rule: *mut u8, length: usize) -> i32 {
    let rule = text(rule, length);
    publish(sets::with(set, |set| set.evaluate(policy, &rule)))
}

/// What `print` wrote since the last call, one JSON array of lines.
#[no_mangle]
pub extern "C" fn set_prints(set: u32, policy: u32) -> i32 {
    publish(sets::with(set, |set| set.prints(policy)))
}

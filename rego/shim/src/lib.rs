//! The Rego engine behind a C interface of numbers and byte ranges.
//!
//! One module instance holds any number of policy sets, and is used by one thread at a time. Text
//! goes in through memory of [`alloc`], and comes out at [`out_ptr`] for [`out_len`] bytes until the
//! next call. What a call returns says what the text is: see [`status`].

mod abi;
mod builtins;
mod memory;
mod sets;

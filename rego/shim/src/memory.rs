//! An allocator that remembers whether it ever had to refuse, so that a trap can be told apart.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicU8, Ordering};

struct Remembering;

static REFUSED: AtomicU8 = AtomicU8::new(0);

#[global_allocator]
static ALLOCATOR: Remembering = Remembering;

fn checked(address: *mut u8) -> *mut u8 {
    if address.is_null() {
        REFUSED.store(1, Ordering::Relaxed);
    }
    address
}

unsafe impl GlobalAlloc for Remembering {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        checked(System.alloc(layout))
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        checked(System.alloc_zeroed(layout))
    }

    unsafe fn realloc(&self, address: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        checked(System.realloc(address, layout, size))
    }

    unsafe fn dealloc(&self, address: *mut u8, layout: Layout) {
        System.dealloc(address, layout)
    }
}

/// Where the byte is that turns 1 once memory ran out; readable after a trap too.
#[no_mangle]
pub extern "C" fn out_of_memory_ptr() -> *const u8 {
    REFUSED.as_ptr()
}

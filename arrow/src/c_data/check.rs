//! What a producer says in the C data interface, held against itself before it is believed.

use std::ffi::{CStr, c_char, c_void};

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema};
use arrow_data::{BufferSpec, layout};
use arrow_schema::{ArrowError, DataType, UnionMode};

/// Types within types.
const DEEPEST: usize = 64;
/// Values of one array: more than any memory holds.
const MOST_VALUES: i64 = 1 << 40;
/// Buffers or children of one array.
const MOST_PARTS: i64 = 1 << 24;

/// As the interface lays out a schema.
#[repr(C)]
struct CSchema {
    format: *const c_char,
    name: *const c_char,
    metadata: *const c_char,
    flags: i64,
    n_children: i64,
    children: *const *const CSchema,
    dictionary: *const CSchema,
    release: Option<unsafe extern "C" fn(*mut CSchema)>,
    private_data: *const c_void,
}

/// As the interface lays out an array.
#[repr(C)]
pub(super) struct CArray {
    pub length: i64,
    pub null_count: i64,
    pub offset: i64,
    pub n_buffers: i64,
    pub n_children: i64,
    pub buffers: *const *const c_void,
    pub children: *const *const CArray,
    dictionary: *const CArray,
    release: Option<unsafe extern "C" fn(*mut CArray)>,
    private_data: *const c_void,
}

const _: () = assert!(size_of::<CSchema>() == size_of::<FFI_ArrowSchema>());
const _: () = assert!(size_of::<CArray>() == size_of::<FFI_ArrowArray>());

fn refused<T>(what: &str) -> Result<T, ArrowError> {
    Err(ArrowError::CDataInterface(what.to_owned()))
}

fn ensure(holds: bool, what: &str) -> Result<(), ArrowError> {
    if holds { Ok(()) } else { refused(what) }
}

/// Pointers that lie one after the other.
///
/// # Safety
/// Where it is not null, so many pointers lie there for as long as `'a`.
unsafe fn pointers<'a, T>(
    start: *const *const T,
    count: i64,
    what: &str,
) -> Result<&'a [*const T], ArrowError> {
    let Some(count) = usize::try_from(count).ok().filter(|_| count <= MOST_PARTS) else {
        return refused(&format!("the number of {what} is wrong"));
    };
    if count == 0 {
        return Ok(&[]);
    }
    if start.is_null() {
        return refused(&format!("the {what} are missing"));
    }
    // SAFETY: the caller says so.
    Ok(unsafe { std::slice::from_raw_parts(start, count) })
}

/// # Safety
/// A producer of the interface wrote it.
pub unsafe fn schema(schema: &FFI_ArrowSchema) -> Result<(), ArrowError> {
    // SAFETY: both are laid out as the interface says.
    let schema = unsafe { &*std::ptr::from_ref(schema).cast::<CSchema>() };
    ensure(schema.release.is_some(), "the schema was released")?;
    check_type(schema, DEEPEST)
}

fn check_type(schema: &CSchema, depth: usize) -> Result<(), ArrowError> {
    ensure(depth > 0, "types are nested too deeply")?;
    ensure(!schema.format.is_null(), "a type has no format")?;
    for text in [schema.format, schema.name] {
        // SAFETY: where it is not null, it is a text that ends in a zero.
        let known = text.is_null() || unsafe { CStr::from_ptr(text) }.to_str().is_ok();
        ensure(known, "a name is not UTF-8")?;
    }
    // SAFETY: a schema that was not released holds the children that it counts.
    let children = unsafe { pointers(schema.children, schema.n_children, "children") }?;
    let dictionary = (!schema.dictionary.is_null()).then_some(&schema.dictionary);
    for child in children.iter().chain(dictionary) {
        ensure(!child.is_null(), "a child is missing")?;
        // SAFETY: it is held by its parent.
        check_type(unsafe { &**child }, depth - 1)?;
    }
    Ok(())
}

/// Checks an array of a type that was read from a schema, which was checked.
///
/// # Safety
/// A producer of the interface wrote it.
pub unsafe fn array(array: &FFI_ArrowArray, kind: &DataType) -> Result<(), ArrowError> {
    // SAFETY: both are laid out as the interface says.
    let array = unsafe { &*std::ptr::from_ref(array).cast::<CArray>() };
    ensure(array.release.is_some(), "the array was released")?;
    check(array, kind)
}

/// Leaves the buffers of arrays of type null out, at any depth: the interface has none there, some
/// producers hand out one, and the library takes none.
///
/// # Safety
/// A producer of the interface wrote the array, it was checked, and nobody else reads it.
pub unsafe fn without_buffers(array: &mut FFI_ArrowArray, kind: &DataType) {
    // SAFETY: both are laid out as the interface says.
    unsafe { clear(std::ptr::from_mut(array).cast::<CArray>(), kind) }
}

/// # Safety
/// As [`without_buffers`].
unsafe fn clear(array: *mut CArray, kind: &DataType) {
    if matches!(kind, DataType::Null) {
        // SAFETY: the caller may write to it; what a producer releases, it keeps in its own data.
        unsafe { (*array).n_buffers = 0 };
    }
    let kinds = children(kind);
    // SAFETY: it was checked that it has so many children, and the dictionary that its type says.
    unsafe {
        for (at, kind) in kinds.into_iter().enumerate() {
            clear((*(*array).children.add(at)).cast_mut(), kind);
        }
        if let DataType::Dictionary(_, values) = kind {
            clear((*array).dictionary.cast_mut(), values);
        }
    }
}

fn children(kind: &DataType) -> Vec<&DataType> {
    match kind {
        DataType::Struct(fields) => fields.iter().map(|field| field.data_type()).collect(),
        DataType::List(field)
        | DataType::LargeList(field)
        | DataType::ListView(field)
        | DataType::LargeListView(field)
        | DataType::FixedSizeList(field, _)
        | DataType::Map(field, _) => vec![field.data_type()],
        DataType::Union(fields, _) => fields.iter().map(|(_, field)| field.data_type()).collect(),
        DataType::RunEndEncoded(ends, values) => vec![ends.data_type(), values.data_type()],
        _ => Vec::new(),
    }
}

/// Recursion ends where the type does.
fn check(array: &CArray, kind: &DataType) -> Result<(), ArrowError> {
    let CArray { length, offset, null_count, .. } = *array;
    let sized = |count: i64| (0..=MOST_VALUES).contains(&count);
    ensure(sized(length) && sized(offset), "a length or an offset is wrong")?;
    ensure((-1..=length).contains(&null_count), "a number of nulls is wrong")?;
    let negative = matches!(kind, DataType::FixedSizeBinary(..0) | DataType::FixedSizeList(_, ..0));
    ensure(!negative, "a size is below 0")?;
    let end = offset + length;
    check_buffers(array, kind, end)?;
    check_children(array, kind, end)
}

fn check_buffers(array: &CArray, kind: &DataType, end: i64) -> Result<(), ArrowError> {
    let layout = layout(kind);
    let mask = usize::from(layout.can_contain_null_mask);
    // SAFETY: an array that was not released holds the buffers that it counts.
    let buffers = unsafe { pointers(array.buffers, array.n_buffers, "buffers") }?;
    let expected = mask + layout.buffers.len();
    let fits = match kind {
        // Nothing is read of it, however many there are; see `without_buffers`.
        DataType::Null => true,
        _ if layout.variadic => buffers.len() > expected,
        _ => buffers.len() == expected,
    };
    if !fits {
        return refused(&format!("an array of {kind} has {} buffers", buffers.len()));
    }
    let nulls = mask == 1 && buffers.first().is_some_and(|mask| mask.is_null());
    ensure(!(nulls && array.null_count > 0), "there are nulls and no bits that say where")?;
    for (buffer, spec) in buffers.iter().skip(mask).zip(&layout.buffers) {
        let empty = end == 0 || matches!(spec, BufferSpec::VariableWidth);
        ensure(empty || !buffer.is_null(), "a buffer is missing")?;
    }
    if let Some(offsets) = buffers.get(mask).filter(|_| end > 0) {
        let width = match kind {
            DataType::Utf8 | DataType::Binary | DataType::List(_) | DataType::Map(_, _) => 4,
            DataType::LargeUtf8 | DataType::LargeBinary | DataType::LargeList(_) => 8,
            _ => 0,
        };
        if width > 0 {
            let (first, last) = ends(*offsets, array.offset, end, width)?;
            ensure(first >= 0 && first <= last, "offsets are wrong")?;
            let data = buffers.get(mask + 1).is_none_or(|data| !data.is_null());
            ensure(last == 0 || data, "a buffer is missing")?;
        }
    }
    if layout.variadic && buffers.len() > expected + 1 {
        let lengths = buffers.last().copied().unwrap_or(std::ptr::null()).cast::<i64>();
        ensure(!lengths.is_null() && lengths.is_aligned(), "lengths are missing")?;
        let (data, _) = buffers.split_at(buffers.len() - 1);
        for (at, buffer) in data.iter().skip(expected).enumerate() {
            // SAFETY: there is a length for each of these buffers.
            let length = unsafe { *lengths.add(at) };
            ensure(length >= 0 && (length == 0 || !buffer.is_null()), "a length is wrong")?;
        }
    }
    Ok(())
}

/// The offsets of the first value and of the end of the last.
fn ends(
    offsets: *const c_void,
    from: i64,
    to: i64,
    width: usize,
) -> Result<(i64, i64), ArrowError> {
    ensure(offsets.cast::<u8>().align_offset(width) == 0, "offsets are not aligned")?;
    let at = |index: i64| usize::try_from(index).unwrap_or_default();
    // SAFETY: there is an offset for every value before the end, and one more.
    Ok(unsafe {
        if width == 4 {
            let offsets = offsets.cast::<i32>();
            (i64::from(*offsets.add(at(from))), i64::from(*offsets.add(at(to))))
        } else {
            let offsets = offsets.cast::<i64>();
            (*offsets.add(at(from)), *offsets.add(at(to)))
        }
    })
}

fn check_children(array: &CArray, kind: &DataType, end: i64) -> Result<(), ArrowError> {
    // SAFETY: an array that was not released holds the children that it counts.
    let children = unsafe { pointers(array.children, array.n_children, "children") }?;
    let kinds = self::children(kind);
    ensure(children.len() == kinds.len(), "the number of children is wrong")?;
    // How long each child must be at least.
    let least = match kind {
        DataType::Struct(_) | DataType::Union(_, UnionMode::Sparse) => end,
        DataType::FixedSizeList(_, each) => end.saturating_mul(i64::from(*each)),
        _ => 0,
    };
    for (child, kind) in children.iter().zip(kinds) {
        ensure(!child.is_null(), "a child is missing")?;
        // SAFETY: it is held by its parent.
        let child = unsafe { &**child };
        ensure(child.length >= least, "a column is shorter than the table")?;
        check(child, kind)?;
    }
    match (kind, array.dictionary.is_null()) {
        (DataType::Dictionary(_, values), false) => {
            // SAFETY: it is held by the array.
            check(unsafe { &*array.dictionary }, values)
        }
        (DataType::Dictionary(_, _), true) => refused("a dictionary is missing"),
        _ => Ok(()),
    }
}

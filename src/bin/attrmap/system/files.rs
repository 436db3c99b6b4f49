//! Files: texts read whole, inputs read in pieces, outputs that appear whole or not at all.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use attrmap::mapping::Content;
use attrmap::source::Encoding;
use same_file::Handle;
use tempfile::NamedTempFile;

use crate::system::console::Trouble;

/// The name for standard input and output.
pub(crate) const STANDARD: &str = "-";

/// Names of standard output and standard error as files. Opened anew they would be written from
/// their start, over what stands there: the streams themselves are used.
const STREAMS: [(&str, Stream); 6] = [
    ("/dev/stdout", Stream::Output),
    ("/dev/fd/1", Stream::Output),
    ("/proc/self/fd/1", Stream::Output),
    ("/dev/stderr", Stream::Error),
    ("/dev/fd/2", Stream::Error),
    ("/proc/self/fd/2", Stream::Error),
];

/// The streams every program has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stream {
    Output,
    Error,
}

fn stream(path: &Path) -> Option<Stream> {
    if path.as_os_str() == STANDARD {
        return Some(Stream::Output);
    }
    STREAMS.iter().find(|(name, _)| path == Path::new(name)).map(|(_, stream)| *stream)
}

/// True for the path of a file, not of a standard stream.
pub(crate) fn is_named(path: &Path) -> bool {
    stream(path).is_none()
}

/// True for standard output under any of its names.
pub(crate) fn is_standard_output(path: &Path) -> bool {
    stream(path) == Some(Stream::Output)
}

/// What to call an input in a message.
pub(crate) fn called(input: &str) -> String {
    if input == STANDARD { "standard input".to_owned() } else { format!("`{input}`") }
}

/// The largest mapping or table that is read.
const MOST_TEXT_BYTES: u64 = 512 << 20;

/// Reads a file whole.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Trouble> {
    let name = path.display().to_string();
    if !is_named(path) {
        return read_rest(&name, io::stdin().lock(), Vec::new());
    }
    let file = File::open(path).map_err(|error| Trouble::with_file("read", &name, &error))?;
    read_rest(&name, file, Vec::new())
}

/// Reads what comes behind the bytes of that name, up to the most that is read.
pub(crate) fn read_rest(
    name: &str,
    reader: impl Read,
    mut bytes: Vec<u8>,
) -> Result<Vec<u8>, Trouble> {
    let room = (MOST_TEXT_BYTES + 1).saturating_sub(bytes.len() as u64);
    let result = reader.take(room).read_to_end(&mut bytes);
    result.map_err(|error| Trouble::with_file("read", name, &error))?;
    if bytes.len() as u64 > MOST_TEXT_BYTES {
        return Err(Trouble::new(format!("`{name}` is over {} MiB", MOST_TEXT_BYTES >> 20)));
    }
    Ok(bytes)
}

/// Reads a text whole, in any encoding that mapping files come in, without its byte order mark.
pub(crate) fn read_text(path: &Path) -> Result<String, Trouble> {
    text_of(&path.display().to_string(), &read(path)?)
}

/// The text of bytes that were read from a file of that name.
pub(crate) fn text_of(name: &str, bytes: &[u8]) -> Result<String, Trouble> {
    let text = Encoding::of(bytes).decode(bytes).map_err(|refusal| {
        let encoding = refusal.encoding.name();
        let line = refusal.readable.matches('\n').count() + 1;
        Trouble::new(format!("`{name}` is no {encoding} text: line {line} holds other bytes"))
            .help("save it as UTF-8; PowerShell: `Out-File -Encoding utf8`")
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(text) => text.to_owned(),
        None => text.into_owned(),
    })
}

/// An input of users, opened.
pub(crate) struct Input {
    /// As it was given.
    pub(crate) name: String,
    /// Its size, where it is a file that has one.
    pub(crate) bytes: Option<u64>,
    reader: Box<dyn Read + Send>,
}

impl Input {
    /// Opens a file, or standard input.
    pub(crate) fn open(path: &Path) -> Result<Input, Trouble> {
        let name = path.display().to_string();
        if name == STANDARD {
            return Ok(Input { name, bytes: None, reader: Box::new(io::stdin()) });
        }
        let trouble = |error: &io::Error| Trouble::with_file("read", &name, error);
        let file = File::open(path).map_err(|error| trouble(&error))?;
        let metadata = file.metadata().map_err(|error| trouble(&error))?;
        if metadata.is_dir() {
            return Err(Trouble::new(format!("cannot read `{name}`: it is a folder")));
        }
        let bytes = metadata.is_file().then_some(metadata.len());
        if bytes.is_some() && is_profile(path) {
            let trouble = Trouble::new(format!("`{name}` is a profile of users, not users"));
            return Err(trouble.help("name the users themselves; `attrmap lint` takes `--profile`"));
        }
        Ok(Input { name, bytes, reader: Box::new(file) })
    }
}

/// True where the file is what `attrmap profile` has written.
fn is_profile(path: &Path) -> bool {
    const ENOUGH: u64 = 64 << 10;
    beginning(path, ENOUGH).is_ok_and(|bytes| Content::of("", &bytes) == Content::Profile)
}

/// The first bytes of a file, as many as there are of them. No character of UTF-8 is cut.
pub(crate) fn beginning(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    while bytes.len() as u64 == most && bytes.last().is_some_and(|byte| !byte.is_ascii()) {
        bytes.pop();
    }
    Ok(bytes)
}

impl Input {
    /// An input that was read already.
    pub(crate) fn of_bytes(name: &str, bytes: Vec<u8>) -> Input {
        let length = bytes.len() as u64;
        let reader = Box::new(io::Cursor::new(bytes));
        Input { name: name.to_owned(), bytes: Some(length), reader }
    }
}

impl Input {
    /// Appends so many bytes, or as many as there still are; gives how many. Nothing is lost by
    /// waiting for all of them: users are looked at when a chunk of them is there.
    pub(crate) fn fill(&mut self, buffer: &mut Vec<u8>, most: usize) -> io::Result<usize> {
        // No more than is needed: a buffer that doubled would stay that large.
        buffer.reserve_exact(most);
        (&mut self.reader).take(most as u64).read_to_end(buffer)
    }
}

/// An output that is a regular file appears when it is finished, or not at all.
pub(crate) enum Output {
    /// Standard output.
    Standard(io::Stdout),
    /// Standard error.
    Error(io::Stderr),
    /// A device or a pipe: written as it comes.
    Direct(File),
    /// A file beside the one that it will replace.
    Pending {
        /// What is written to.
        file: NamedTempFile,
        /// What it becomes.
        path: PathBuf,
    },
}

impl Output {
    /// Prepares an output; nothing is changed at the path yet.
    pub(crate) fn prepare(path: &Path) -> Result<Output, Trouble> {
        match stream(path) {
            Some(Stream::Output) => return Ok(Output::Standard(io::stdout())),
            Some(Stream::Error) => return Ok(Output::Error(io::stderr())),
            None => {}
        }
        let trouble =
            |error: &io::Error| Trouble::with_file("write", &path.display().to_string(), error);
        let existing = match fs::metadata(path) {
            Ok(metadata) => Some(metadata),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            // What cannot be looked at, as links in a circle, is not to be replaced.
            Err(error) => return Err(trouble(&error)),
        };
        if existing.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(Trouble::new(format!("cannot write `{}`: it is a folder", path.display())));
        }
        if is_null(path) || existing.as_ref().is_some_and(|metadata| !metadata.is_file()) {
            let file = File::options().write(true).open(path).map_err(|error| trouble(&error))?;
            return Ok(Output::Direct(file));
        }
        // To replace a file takes no right to write into it: who protects one means it all the same.
        if existing.as_ref().is_some_and(|metadata| metadata.permissions().readonly()) {
            return Err(Trouble::new(format!(
                "cannot write `{}`: it is read-only",
                path.display()
            )));
        }
        // A link is followed: what it points at is replaced, not the link.
        let path = fs::canonicalize(path).unwrap_or_else(|_| followed(path));
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            Some(_) | None => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".attrmap-").suffix(".part");
        if let Some(permissions) = permissions(existing.as_ref()) {
            builder.permissions(permissions);
        }
        let file = builder.tempfile_in(folder).map_err(|error| trouble(&error))?;
        Ok(Output::Pending { file, path })
    }

    /// Writes bytes; says how many were taken before an error.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), (usize, io::Error)> {
        let mut written = 0;
        while let Some(rest) = bytes.get(written..).filter(|rest| !rest.is_empty()) {
            let result = match self {
                Output::Standard(stdout) => stdout.lock().write(rest),
                Output::Error(stderr) => stderr.lock().write(rest),
                Output::Direct(file) => file.write(rest),
                Output::Pending { file, .. } => file.write(rest),
            };
            match result {
                Ok(0) => return Err((written, io::ErrorKind::WriteZero.into())),
                Ok(taken) => written += taken,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err((written, error)),
            }
        }
        Ok(())
    }

    /// Makes the output appear.
    pub(crate) fn finish(self) -> Result<(), Trouble> {
        match self {
            Output::Standard(mut stdout) => match stdout.flush() {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    Err(Trouble::with_file("write", STANDARD, &error))
                }
                Ok(()) | Err(_) => Ok(()),
            },
            Output::Error(_) | Output::Direct(_) => Ok(()),
            Output::Pending { file, path } => {
                let name = path.display().to_string();
                let trouble = |error: &io::Error| Trouble::with_file("write", &name, error);
                file.as_file().sync_all().map_err(|error| trouble(&error))?;
                file.persist(&path).map_err(|error| trouble(&error.error))?;
                Ok(())
            }
        }
    }

    /// The file beside the one that it will replace.
    pub(crate) fn unfinished(&self) -> Option<&Path> {
        match self {
            Output::Pending { file, .. } => Some(file.path()),
            Output::Standard(_) | Output::Error(_) | Output::Direct(_) => None,
        }
    }

    /// True where bytes are seen as they are written.
    pub(crate) fn is_direct(&self) -> bool {
        !matches!(self, Output::Pending { .. })
    }
}

/// Writes all of a file or nothing; that nobody reads on at a pipe is quiet.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let mut output = Output::prepare(path)?;
    match output.write(bytes) {
        Ok(()) => output.finish(),
        Err((_, error)) if error.kind() == io::ErrorKind::BrokenPipe && !is_named(path) => Ok(()),
        Err((_, error)) => Err(Trouble::with_file("write", &path.display().to_string(), &error)),
    }
}

/// What a link to nothing points at, so that the file appears there.
fn followed(path: &Path) -> PathBuf {
    let mut path = path.to_path_buf();
    // As many links as systems follow.
    for _ in 0..40 {
        let Ok(target) = fs::read_link(&path) else { break };
        path = match path.parent() {
            Some(folder) => folder.join(target),
            None => target,
        };
    }
    path
}

/// True for what takes bytes and keeps none of them, or passes them on: `/dev/null`, a pipe, `NUL`.
pub(crate) fn is_device(path: &Path) -> bool {
    is_null(path) || fs::metadata(path).is_ok_and(|it| !it.is_file() && !it.is_dir())
}

/// True for the device of Windows that takes everything, about which nothing can be asked.
fn is_null(path: &Path) -> bool {
    cfg!(windows) && path.file_name().is_some_and(|name| name.eq_ignore_ascii_case("NUL"))
}

#[cfg(unix)]
fn permissions(existing: Option<&fs::Metadata>) -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    // A new file gets what the user's mask leaves of 0666, an old one keeps its own.
    Some(existing.map_or(fs::Permissions::from_mode(0o666), fs::Metadata::permissions))
}

#[cfg(not(unix))]
fn permissions(_existing: Option<&fs::Metadata>) -> Option<fs::Permissions> {
    None
}

/// True where both paths lead to the same file, be it there yet or not.
pub(crate) fn are_same(left: &Path, right: &Path) -> bool {
    if stream(left).is_some() || stream(right).is_some() {
        return stream(left) == stream(right);
    }
    match (Handle::from_path(left), Handle::from_path(right)) {
        (Ok(left), Ok(right)) => left == right,
        _ => resolved(left) == resolved(right),
    }
}

/// A path without links and dots, as far as it leads to something.
fn resolved(path: &Path) -> PathBuf {
    let path = followed(path);
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    };
    match (fs::canonicalize(folder), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path,
    }
}

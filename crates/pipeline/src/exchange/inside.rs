//! The exchange of a folder's files within it, one after the other.

use super::{Exchange, Journal, Places, is_apart};
use crate::system::{Doing, EntryKind, FINISH, MachineError};
use std::collections::BTreeSet;
use std::io::ErrorKind;

impl Exchange<'_> {
    /// Takes a stage that lies beside the folder into it, because the two cannot be exchanged, and goes on from there.
    pub(super) fn go_inside(&mut self, journal: &Journal) -> Result<(), MachineError> {
        let inside = Places::inside(&self.folder);
        if !self.has_inside {
            let lock = self.system.lock(&inside.lock).and_then(|lock| lock.ok_or(ErrorKind::ResourceBusy.into()));
            self.locks.push(lock.doing("lock", &inside.lock)?);
            self.has_inside = true;
        }
        self.remove(&inside.new)?;
        self.system.make_folder(&inside.new).doing("make", &inside.new)?;
        for file in &journal.files {
            let from = self.beside.new.join(file);
            self.system.link(&from, &inside.new.join(file)).doing("copy", &from)?;
        }
        self.system.sync_below(&inside.new).doing("write", &inside.new)?;
        journal.write(self.system, &inside)?;
        // From here on the stage inside counts. What lies beside may be in the way of nobody if it cannot be removed.
        let _ = self.system.remove(&self.beside.journal).and_then(|()| self.system.remove(&self.beside.new));
        self.places = inside;
        self.move_files(&self.places, journal)
    }

    /// Finishes or takes back what an interrupted run left inside the folder.
    pub(super) fn recover_inside(&self, places: &Places) -> Result<(), MachineError> {
        if let Some(journal) = Journal::read(self.system, &places.journal) {
            let mut is_whole = true;
            for file in &journal.files {
                is_whole &= self.is_there(&places.new.join(file))? || self.is_there(&self.folder.join(file))?;
            }
            let waits = self.sum(&places.new).as_ref() == Some(&journal.complete);
            let is_done = self.sum(&self.folder).as_ref() == Some(&journal.complete);
            if is_whole && (waits || is_done) {
                return self.move_files(places, &journal);
            }
        }
        for path in [&places.journal, &places.new] {
            if self.is_there(path)? {
                self.remove(path)?;
            }
        }
        Ok(())
    }

    /// Moves every file of a complete stage to its place. Every step may be the last that a run gets to do: done again
    /// from the beginning, it finishes.
    pub(super) fn move_files(&self, places: &Places, journal: &Journal) -> Result<(), MachineError> {
        self.moved(places, journal).map_err(|error| MachineError { doing: FINISH, ..error })
    }

    fn moved(&self, places: &Places, journal: &Journal) -> Result<(), MachineError> {
        let files: BTreeSet<&str> = journal.files.iter().map(String::as_str).collect();
        let mut folders = BTreeSet::new();
        for file in &files {
            folders.extend(file.match_indices('/').map(|(at, _)| &file[..at]));
        }
        self.clear(&files, &folders)?;
        for file in files.iter().filter(|file| **file != self.seal) {
            self.move_file(places, file)?;
        }
        // The seal says that all the others are there, so they have to be on the disk before it.
        self.system.sync_below(&self.folder).doing("write", &self.folder)?;
        self.move_file(places, self.seal)?;
        self.sync(&self.folder)?;
        self.remove(&places.journal)?;
        self.remove(&places.new)
    }

    fn move_file(&self, places: &Places, file: &str) -> Result<(), MachineError> {
        let (from, to) = (places.new.join(file), self.folder.join(file));
        if !self.is_there(&from)? {
            return Ok(());
        }
        if let Some(folder) = to.parent().filter(|folder| *folder != self.folder) {
            self.system.make_folder(folder).doing("make", folder)?;
        }
        self.rename(&from, &to)
    }

    /// Removes what is neither one of the files nor one of the folders above them.
    fn clear(&self, files: &BTreeSet<&str>, folders: &BTreeSet<&str>) -> Result<(), MachineError> {
        let mut waiting = vec![String::new()];
        while let Some(folder) = waiting.pop() {
            let place = if folder.is_empty() { self.folder.clone() } else { self.folder.join(&folder) };
            for member in self.system.entries(&place).doing("look into", &place)? {
                let (name, kind) = (member.name.to_string_lossy(), member.own_kind());
                if folder.is_empty() && is_apart(&name) {
                    continue;
                }
                let path = pamphlet_site::path::join(&folder, &name);
                match kind {
                    EntryKind::Folder if folders.contains(path.as_str()) => waiting.push(path),
                    EntryKind::File if files.contains(path.as_str()) => {}
                    _ => self.remove(&self.folder.join(&path))?,
                }
            }
        }
        Ok(())
    }
}

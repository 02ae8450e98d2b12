//! The plugin `blog`: posts stand behind the page of their blog, by year and date, and drafts are no pages.

mod address;

use crate::known;
use crate::loader::Loader;
use crate::mkdocs::MkDocs;
use crate::nav::NavEntry;
use crate::site::{Post, Tree};
use crate::{path, place};
use address::PostAddresses;
use pamphlet_locale::Tag;
use pamphlet_source::yaml::{self, Value};
use pamphlet_source::{Code, Spot};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Where a blog and its posts lie.
struct Blog {
    folder: String,
    /// The folder of its posts.
    posts: String,
    /// Who writes, by the name that posts give.
    authors: BTreeMap<String, String>,
}

impl Loader<'_> {
    /// Takes the drafts of a blog out of the pages, and gives its posts with their dates and authors, by page.
    pub(crate) fn posts(&mut self, mkdocs: Option<&MkDocs>, trees: &mut [Tree]) -> BTreeMap<String, Post> {
        let mut posts: BTreeMap<String, Post> = BTreeMap::new();
        let Some(mkdocs) = mkdocs else { return posts };
        for options in blogs(mkdocs) {
            let blog = self.blog(&options, trees.first());
            let drafts = options.get("draft").and_then(Value::as_bool).unwrap_or(false);
            let addresses = PostAddresses::of(&options);
            if let Err(why) = &addresses {
                self.no_addresses(mkdocs, why);
            }
            for tree in trees.iter_mut() {
                let named: Vec<(String, String)> = tree
                    .pages
                    .iter()
                    .filter(|(page, _)| path::below(page, &blog.posts).is_some())
                    .map(|(page, file)| (page.clone(), file.clone()))
                    .collect();
                for (page, file) in named {
                    let (meta, text) = self.front_matter(&file);
                    if meta.get("draft").and_then(Value::as_bool) == Some(true) && !drafts {
                        tree.pages.remove(&page);
                        posts.remove(&page);
                        continue;
                    }
                    let day = date(&meta);
                    let web_path = day.as_deref().zip(addresses.as_ref().ok()).map(|(day, addresses)| {
                        path::join(&blog.folder, &addresses.path(day, &meta, &text, path::split(&page).1))
                    });
                    tree.moved.insert(page.clone(), web_path);
                    if posts.contains_key(&page) {
                        continue;
                    }
                    if let Some(date) = day {
                        let authors = authors(&meta, &blog.authors);
                        let blog = blog.folder.clone();
                        posts.insert(page, Post { blog, date, authors });
                    } else {
                        self.undated(&meta, (file, text));
                    }
                }
            }
        }
        posts
    }

    /// Says that the addresses of posts cannot be told.
    fn no_addresses(&mut self, mkdocs: &MkDocs, (key, why): &(&'static str, String)) {
        let message = format!("`{key}` of the plugin blog {why}: books do not say where posts are read on the web");
        let place = place::of_value(&mkdocs.text, &format!("{key}:"));
        self.warn(Code::InvalidConfiguration, &mkdocs.path, place, &message, "write it with numbers alone");
    }

    /// Says that a post has no date that can be read: the website is not built with it.
    fn undated(&mut self, meta: &Value, (file, text): (String, String)) {
        let message = if meta.get("date").is_some() {
            "the `date` of this post is not a date: it stands among the pages, in no year of the blog"
        } else {
            "this post has no `date`: it stands among the pages, in no year of the blog"
        };
        let place = place::of_key(&text, &["date"]);
        self.warn(Code::FrontMatterValue, &file, place, message, "write `date: 2024-01-31` into its front matter");
        self.read.push((file, text));
    }

    fn blog(&mut self, options: &Value, tree: Option<&Tree>) -> Blog {
        let text = |key: &str, otherwise: &str| {
            let said = options.get(key).and_then(Value::as_str).unwrap_or(otherwise);
            path::climb("", said.trim_matches('/'))
        };
        let folder = text("blog_dir", "blog");
        let filled = |pattern: String| path::climb("", &pattern.replace("{blog}", &folder));
        let posts = filled(text("post_dir", "{blog}/posts"));
        let file = filled(text("authors_file", "{blog}/.authors.yml"));
        let place = tree.map_or_else(|| file.clone(), |tree| path::join(&tree.folder, &file));
        let mut authors = BTreeMap::new();
        if let Ok(Some(bytes)) = self.files.read(&place)
            && let Ok(text) = String::from_utf8(bytes)
        {
            let parsed = self.website_yaml(&place, &text);
            let map = parsed.as_ref().ok().and_then(|value| value.get("authors").unwrap_or(value).as_map());
            if let Some(map) = map {
                let named = map.0.iter().filter_map(|(id, facts)| Some((id.clone(), facts.get("name")?.to_text()?)));
                authors.extend(named);
            } else {
                let (at, why) = match &parsed {
                    Ok(_) => (Some(Spot::at(1, 1)), "it is not a map of names".to_owned()),
                    Err(error) => (error.spot(), error.message.clone()),
                };
                let message = format!("the authors of the blog cannot be read: {why}");
                let help = "correct the file; posts name their authors as they are written there until then";
                self.warn(Code::InvalidConfiguration, &place, at, &message, help);
            }
            self.read.push((place, text));
        }
        Blog { folder, posts, authors }
    }

    /// The front matter of a page, empty where it has none or cannot be read, which its reading says; and its text.
    fn front_matter(&self, file: &str) -> (Value, String) {
        let bytes = self.files.read(file).ok().flatten();
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        (metadata(&text).unwrap_or(Value::Null), text)
    }
}

fn metadata(text: &str) -> Option<Value> {
    yaml::parse_last(parts(text).0?).ok().map(|(value, _)| value)
}

/// The front matter of a page, and its text.
fn parts(text: &str) -> (Option<&str>, &str) {
    let text = text.trim_start_matches('\u{feff}');
    let Some((_, rest)) = text.strip_prefix("---").and_then(|rest| rest.split_once('\n')) else { return (None, text) };
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return (Some(&rest[..end]), &rest[end + line.len()..]);
        }
        end += line.len();
    }
    (None, text)
}

/// The options of each blog; a site may have several.
fn blogs(mkdocs: &MkDocs) -> Vec<Value> {
    let entries = known::entries(mkdocs, &["plugins"]).into_iter();
    let is_on = |options: &Value| options.get("enabled").and_then(Value::as_bool) != Some(false);
    entries
        .filter(|(name, options)| name.rsplit('/').next() == Some("blog") && is_on(options))
        .map(|(_, options)| options)
        .collect()
}

/// `date: 2024-01-05`, with a time or not, or `date: {created: 2024-01-05}`.
fn date(meta: &Value) -> Option<String> {
    let value = meta.get("date")?;
    let text = value.get("created").unwrap_or(value).to_text()?;
    let day = text.get(..10)?;
    let is_date = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let is_within = |part: Range<usize>, most: u8| day[part].parse().is_ok_and(|number| (1..=most).contains(&number));
    (is_date && is_within(5..7, 12) && is_within(8..10, 31)).then(|| day.to_owned())
}

fn authors(meta: &Value, known: &BTreeMap<String, String>) -> Vec<String> {
    let named = match meta.get("authors").or_else(|| meta.get("author")) {
        Some(Value::List(items)) => items.iter().filter_map(Value::to_text).collect(),
        Some(value) => value.to_text().into_iter().collect(),
        None => Vec::new(),
    };
    named.into_iter().map(|id| known.get(&id).cloned().unwrap_or(id)).collect()
}

/// Puts posts behind the page of their blog, the newest first, in a section for each year. What the navigation itself
/// says of a post counts no more than on the website, where a list of all posts is made.
pub(crate) fn arrange_all(trees: &mut [Tree], source: &Tag, posts: &BTreeMap<String, Post>) {
    if posts.is_empty() {
        return;
    }
    let of_source = trees.iter().filter(|tree| tree.locale == *source).flat_map(|tree| tree.pages.keys().cloned());
    let of_source: BTreeSet<String> = of_source.collect();
    for tree in trees {
        let mut nav = std::mem::take(&mut tree.nav);
        arrange(&mut nav, posts, &|page| tree.pages.contains_key(page) || of_source.contains(page));
        tree.nav = nav;
    }
}

fn arrange(nav: &mut Vec<NavEntry>, posts: &BTreeMap<String, Post>, is_there: &dyn Fn(&str) -> bool) {
    take_out(nav, posts);
    let mut blogs: BTreeMap<&str, Vec<(&String, &Post)>> = BTreeMap::new();
    for (page, post) in posts.iter().filter(|(page, _)| is_there(page)) {
        blogs.entry(&post.blog).or_default().push((page, post));
    }
    for (folder, mut found) in blogs {
        found.sort_by_key(|(page, post)| (Reverse(&post.date), *page));
        let mut years: Vec<NavEntry> = Vec::new();
        for (page, post) in found {
            let entry = NavEntry::Page { page: page.clone(), label: None };
            match years.last_mut() {
                Some(NavEntry::Section { label, entries, .. }) if *label == post.date[..4] => entries.push(entry),
                _ => {
                    years.push(NavEntry::Section {
                        label: post.date[..4].to_owned(),
                        page: None,
                        entries: vec![entry],
                    });
                }
            }
        }
        let index = path::join(folder, "index");
        if let Some(years) = put(nav, &index, years, true) {
            nav.push(NavEntry::Section { label: crate::nav::folder_label(folder), page: None, entries: years });
        }
    }
}

/// Takes posts out of a navigation, and sections that are empty then.
fn take_out(entries: &mut Vec<NavEntry>, posts: &BTreeMap<String, Post>) {
    entries.retain_mut(|entry| match entry {
        NavEntry::Page { page, .. } => !posts.contains_key(page),
        NavEntry::Section { entries, .. } => {
            take_out(entries, posts);
            !entries.is_empty()
        }
        NavEntry::Link { .. } => true,
    });
}

/// Puts sections behind a page; gives them back where the page is not there. A page that begins a section has them at
/// the end of that section; another one becomes a section with them.
fn put(entries: &mut Vec<NavEntry>, index: &str, years: Vec<NavEntry>, top: bool) -> Option<Vec<NavEntry>> {
    let found = entries.iter().position(|entry| matches!(entry, NavEntry::Page { page, .. } if page == index));
    if let Some(at) = found {
        if at == 0 && !top {
            entries.extend(years);
        } else if let NavEntry::Page { page, label } = entries.remove(at) {
            // A blog that is the whole site has no folder to be called after.
            let folder = path::parent(index);
            let name = label
                .clone()
                .unwrap_or_else(|| crate::nav::folder_label(if folder.is_empty() { "blog" } else { folder }));
            let first = NavEntry::Page { page, label };
            let all = std::iter::once(first).chain(years).collect();
            entries.insert(at, NavEntry::Section { label: name, page: None, entries: all });
        }
        return None;
    }
    let mut years = Some(years);
    for entry in entries.iter_mut() {
        let NavEntry::Section { entries, .. } = entry else { continue };
        years = put(entries, index, years.take()?, false);
    }
    years
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MemoryFiles, load};

    fn shown(entries: &[NavEntry]) -> String {
        let each = entries.iter().map(|entry| match entry {
            NavEntry::Page { page, .. } => page.clone(),
            NavEntry::Section { label, entries, .. } => format!("{label}({})", shown(entries)),
            NavEntry::Link { url, .. } => url.clone(),
        });
        each.collect::<Vec<_>>().join(" ")
    }

    fn nav(mkdocs: &str) -> (String, BTreeMap<String, Post>) {
        let files = MemoryFiles::new([
            ("mkdocs.yml", mkdocs),
            ("docs/index.md", "# Start\n"),
            ("docs/blog/index.md", "# Journal\n"),
            ("docs/blog/.authors.yml", "authors:\n  ada:\n    name: Ada L.\n"),
            ("docs/blog/posts/a.md", "---\ndate: 2024-03-05\nauthors: [ada, Bob]\n---\n# A\n"),
            ("docs/blog/posts/b.md", "---\ndate: {created: 2023-01-05T10:00:00Z}\n---\n# B\n"),
            ("docs/blog/posts/c.md", "---\ndate: 2024-11-30\n---\n# C\n"),
            ("docs/blog/posts/d.md", "---\ndate: 2024-02-05\ndraft: true\n---\n# D\n"),
            ("docs/zoo.md", "# Zoo\n"),
        ]);
        let site = load(&files, None).expect("is a site").site;
        let posts = site.posts.clone();
        (shown(&site.trees[0].nav), posts)
    }

    #[test]
    fn posts_stand_by_year_and_drafts_are_out() {
        let years = "2024(blog/posts/c blog/posts/a) 2023(blog/posts/b)";
        let (found, posts) = nav("site_name: X\nplugins: [blog]\n");
        assert_eq!(found, format!("index zoo Blog(blog/index {years})"));
        assert_eq!(posts["blog/posts/a"].authors, ["Ada L.", "Bob"]);
        assert_eq!((posts["blog/posts/b"].date.as_str(), posts.len()), ("2023-01-05", 3));
        let (found, _) =
            nav("site_name: X\nplugins: [material/blog]\nnav: [index.md, {Journal: blog/index.md}, zoo.md]\n");
        assert_eq!(found, format!("index Journal(blog/index {years}) zoo"));
        let (found, _) = nav("site_name: X\nplugins: [blog]\nnav: [index.md, {News: [blog/index.md]}]\n");
        assert_eq!(found, format!("index News(blog/index {years})"));
    }

    #[test]
    fn posts_without_a_date_and_broken_authors_are_named() {
        let files = MemoryFiles::new([
            ("mkdocs.yml", "site_name: X\nplugins: [blog]\n"),
            ("docs/index.md", "# Start\n"),
            ("docs/blog/index.md", "# Journal\n"),
            ("docs/blog/.authors.yml", "authors:\n  ada: [\n"),
            ("docs/blog/posts/a.md", "---\ntitle: A\ndate: 2024-13-05\n---\n# A\n"),
            ("docs/blog/posts/b.md", "# B\n"),
            ("docs/blog/posts/c.md", "---\ndate: 2024-11-30\n---\n# C\n"),
        ]);
        let loaded = load(&files, None).expect("is a site");
        let mut said: Vec<(&str, u32, &str)> = loaded
            .findings
            .iter()
            .filter(|finding| finding.path().is_some_and(|path| path.starts_with("docs/blog/")))
            .map(|finding| {
                (finding.path().unwrap_or_default(), finding.line().unwrap_or_default(), finding.code.name())
            })
            .collect();
        said.sort_unstable();
        let expected = [
            ("docs/blog/.authors.yml", 3, "invalid-configuration"),
            ("docs/blog/posts/a.md", 3, "front-matter-value"),
            ("docs/blog/posts/b.md", 0, "front-matter-value"),
        ];
        assert_eq!(said, expected);
        assert_eq!(loaded.site.posts.len(), 1);
    }

    #[test]
    fn without_the_plugin_nothing_is_a_post() {
        let (found, posts) = nav("site_name: X\nplugins: [search]\n");
        assert!(found.contains("posts") && posts.is_empty(), "{found}");
    }
}

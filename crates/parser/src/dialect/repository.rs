//! The repository whose issues, people and changes a site links by number and name, as `pymdownx.magiclink` is told.

use pamphlet_source::yaml::Value;

/// What kind of server a repository lies on: where its issues are, and how long the names of commits are that it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// GitHub.
    GitHub,
    /// GitLab.
    GitLab,
    /// Bitbucket.
    Bitbucket,
}

impl Host {
    /// All.
    pub(crate) const ALL: [Self; 3] = [Self::GitHub, Self::GitLab, Self::Bitbucket];

    fn of(name: &str) -> Option<Self> {
        match name {
            "github" => Some(Self::GitHub),
            "gitlab" => Some(Self::GitLab),
            "bitbucket" => Some(Self::Bitbucket),
            _ => None,
        }
    }

    /// The address of its public server.
    pub(crate) fn base(self) -> &'static str {
        match self {
            Self::GitHub => "https://github.com",
            Self::GitLab => "https://gitlab.com",
            Self::Bitbucket => "https://bitbucket.org",
        }
    }

    /// The folder of what a mark counts: `#` issues, `!` changes to be merged, `?` discussions.
    pub(crate) fn folder(self, mark: u8) -> Option<&'static str> {
        match (self, mark) {
            (Self::GitHub | Self::Bitbucket, b'#') => Some("issues"),
            (Self::GitHub, b'!') => Some("pull"),
            (Self::GitHub, b'?') => Some("discussions"),
            (Self::GitLab, b'#') => Some("-/issues"),
            (Self::GitLab, b'!') => Some("-/merge_requests"),
            (Self::Bitbucket, b'!') => Some("pull-requests"),
            _ => None,
        }
    }

    /// The folder of commits.
    pub(crate) fn commits(self) -> &'static str {
        match self {
            Self::GitHub => "commit",
            Self::GitLab => "-/commit",
            Self::Bitbucket => "commits/commit",
        }
    }

    /// How many digits of a commit are shown.
    pub(crate) fn digits(self) -> usize {
        match self {
            Self::GitLab => 8,
            Self::GitHub | Self::Bitbucket => 7,
        }
    }

    /// What its address begins with that is nobody's name.
    pub(crate) fn is_own(self, name: &str) -> bool {
        let own: &[&str] = match self {
            Self::GitHub => &["marketplace", "notifications", "issues", "pull", "sponsors", "settings", "support"],
            Self::GitLab => &["dashboard", "-", "explore", "help", "projects"],
            Self::Bitbucket => &["dashboard", "account", "plans", "support", "repo"],
        };
        own.iter().any(|own| own.eq_ignore_ascii_case(name))
    }
}

/// A repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// What kind of server it lies on.
    pub host: Host,
    /// The address of the server.
    pub base: String,
    /// Whose it is.
    pub user: String,
    /// What it is called.
    pub name: String,
}

impl Repository {
    /// The repository that options name; a server of its own stands in `custom`.
    pub(super) fn of(options: &Value) -> Option<Self> {
        let text = |key: &str| options.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        let provider = text("provider").unwrap_or("github");
        let own = options.get("custom").and_then(|custom| custom.get(provider));
        let told = |key: &str| own.and_then(|own| own.get(key)).and_then(Value::as_str);
        let host = Host::of(told("type").unwrap_or(provider))?;
        let base = told("host").map_or_else(|| host.base().to_owned(), |base| base.trim_end_matches('/').to_owned());
        Some(Self { host, base, user: text("user")?.to_owned(), name: text("repo")?.to_owned() })
    }
}

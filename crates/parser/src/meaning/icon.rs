//! What icons stand for.

use pamphlet_document::{LinkRole, Platform, ThreatKind};

/// The icon's own name: no set, no size, no variant of drawing.
fn stem(icon: &str) -> &str {
    let name = icon.rsplit('/').next().unwrap_or(icon);
    let name = name.strip_suffix("-16").or_else(|| name.strip_suffix("-24")).unwrap_or(name);
    name.strip_suffix("-fill").unwrap_or(name)
}

/// What a link with this icon leads to.
pub(super) fn role(icon: &str) -> Option<LinkRole> {
    Some(match stem(icon) {
        "home" | "house" => LinkRole::Homepage,
        "repo" => LinkRole::Repository,
        "eye" => LinkRole::PrivacyPolicy,
        "info" => LinkRole::Documentation,
        "code" => LinkRole::SourceCode,
        "heart" => LinkRole::Contribute,
        "torbrowser" => LinkRole::OnionService,
        "server" => LinkRole::PublicInstances,
        "lock" => LinkRole::SecurityPolicy,
        _ => return None,
    })
}

/// Where a download with this icon is to be had.
pub(super) fn platform(icon: &str) -> Platform {
    match stem(icon) {
        "googleplay" | "google-play" => Platform::GooglePlay,
        "appstore" | "app-store" | "app-store-ios" => Platform::AppStore,
        "fdroid" | "f-droid" => Platform::FDroid,
        "moon" | "accrescent" => Platform::Accrescent,
        "android" => Platform::Android,
        "github" | "mark-github" => Platform::GitHub,
        "gitlab" => Platform::GitLab,
        "codeberg" => Platform::Codeberg,
        "windows" | "windows10" | "windows11" | "microsoft-windows" => Platform::Windows,
        "apple" | "macos" | "apple-finder" => Platform::MacOs,
        "linux" | "tux" | "penguin" => Platform::Linux,
        "flathub" | "flatpak" => Platform::Flathub,
        "freebsd" => Platform::FreeBsd,
        "docker" => Platform::Docker,
        "browser" | "globe" | "web" | "earth" => Platform::Web,
        "firefox" | "firefoxbrowser" | "firefox-browser" => Platform::Firefox,
        "googlechrome" | "google-chrome" | "chrome" => Platform::Chrome,
        "edge" | "microsoftedge" | "microsoft-edge" => Platform::Edge,
        "safari" | "apple-safari" => Platform::Safari,
        "opera" => Platform::Opera,
        _ => Platform::Other(icon.to_owned()),
    }
}

/// The threat that an icon stands for; when the icon is lost, its colour or the anchor that it leads to.
pub(super) fn threat(icon: &str) -> Option<ThreatKind> {
    Some(match stem(icon) {
        "server-network" => ThreatKind::ServiceProviders,
        "account-cash" => ThreatKind::SurveillanceCapitalism,
        "bug-outline" => ThreatKind::PassiveAttacks,
        "target-account" => ThreatKind::TargetedAttacks,
        "eye-outline" => ThreatKind::MassSurveillance,
        "close-outline" => ThreatKind::Censorship,
        "account-search" => ThreatKind::PublicExposure,
        _ => return None,
    })
}

/// The threat that a colour stands for, where an icon is lost.
pub(super) fn threat_of_class(class: &str) -> Option<ThreatKind> {
    Some(match class {
        "pg-teal" => ThreatKind::ServiceProviders,
        "pg-brown" => ThreatKind::SurveillanceCapitalism,
        "pg-orange" => ThreatKind::PassiveAttacks,
        "pg-red" => ThreatKind::TargetedAttacks,
        "pg-blue" => ThreatKind::MassSurveillance,
        "pg-blue-gray" => ThreatKind::Censorship,
        "pg-green" => ThreatKind::PublicExposure,
        _ => return None,
    })
}

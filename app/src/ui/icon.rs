//! Icons: outlines on a 24 px grid, drawn as one path each.
//!
//! They are decoration: the words beside them, or the name of the button around them, carry the meaning.

use crate::prelude::*;

/// The icons that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say what is drawn")]
pub enum IconName {
    ArrowDown,
    ArrowRight,
    ArrowUp,
    Check,
    ChevronDown,
    ChevronRight,
    ChevronUp,
    Clock,
    Close,
    Code,
    Comment,
    Compare,
    Copy,
    Design,
    Download,
    Environment,
    Error,
    Fit,
    Grip,
    Index,
    Info,
    Key,
    List,
    Minus,
    Moon,
    More,
    Pattern,
    Pencil,
    People,
    Play,
    Plus,
    Redo,
    Request,
    Search,
    SignOut,
    Stream,
    Sun,
    Table,
    Tag,
    Tidy,
    Trash,
    Undo,
    Version,
    Warning,
}

impl IconName {
    /// The path's data.
    const fn path(self) -> &'static str {
        match self {
            Self::ArrowDown => "M12 5v14M6 13l6 6 6-6",
            Self::ArrowRight => "M5 12h14M13 6l6 6-6 6",
            Self::ArrowUp => "M12 19V5M6 11l6-6 6 6",
            Self::Check => "M5 12.5l4.5 4.5L19 7.5",
            Self::ChevronDown => "M6 9.5l6 6 6-6",
            Self::ChevronRight => "M9.5 6l6 6-6 6",
            Self::ChevronUp => "M6 14.5l6-6 6 6",
            Self::Clock => "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 7.5V12l3 2",
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Code => "M8 7l-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14",
            Self::Comment => "M4 5h16v11h-9.5L6 20v-4H4z",
            Self::Compare => "M12 4v16M4 6.5h5v11H4zM15 6.5h5v11h-5z",
            Self::Copy => {
                "M10 8.5h8.5a1 1 0 0 1 1 1V19a1 1 0 0 1-1 1H10a1 1 0 0 1-1-1V9.5a1 1 0 0 1 1-1zM15 8.5V5a1 1 0 0 0-1-1H5.5a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1H9"
            }
            Self::Design => "M4 5h7v6H4zM13 13h7v6h-7zM7.5 11v5h5.5M11 8h5.5v5",
            Self::Download => "M12 4v11M7 10.5l5 5 5-5M5 20h14",
            Self::Environment => "M7 18.5a4.5 4.5 0 0 1-.6-8.96a6 6 0 0 1 11.5 1.06A4 4 0 0 1 17.5 18.5z",
            Self::Error => "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 7.5v5M12 16.2v.1",
            Self::Fit => {
                "M4 9V5a1 1 0 0 1 1-1h4M15 4h4a1 1 0 0 1 1 1v4M20 15v4a1 1 0 0 1-1 1h-4M9 20H5a1 1 0 0 1-1-1v-4"
            }
            Self::Grip => "M9 6v.1M15 6v.1M9 12v.1M15 12v.1M9 18v.1M15 18v.1",
            Self::Index => "M4 6h10M4 12h7M4 18h5M18 5v14M14.5 15.5L18 19l3.5-3.5",
            Self::Info => "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 11v5.5M12 7.7v.1",
            Self::Key => "M8 11a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M11.2 12.3L20 3.5M16 7.5l3 3",
            Self::List => "M8.5 6H20M8.5 12H20M8.5 18H20M4.5 6v.1M4.5 12v.1M4.5 18v.1",
            Self::Minus => "M5 12h14",
            Self::Moon => "M20 14.2A8.2 8.2 0 0 1 9.8 4a8.2 8.2 0 1 0 10.2 10.2z",
            Self::More => "M5.5 12v.1M12 12v.1M18.5 12v.1",
            Self::Pattern => "M4 6h16M4 12h9M4 18h6M17.5 14l3 3-3 3M14 17h6.5",
            Self::Pencil => {
                "M4 20l1-4.5L16 4.5a1.5 1.5 0 0 1 2.1 0l1.4 1.4a1.5 1.5 0 0 1 0 2.1L8.5 19zM14 6.5l3.5 3.5"
            }
            Self::People => {
                "M9 4.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7M2.5 20a6.5 6.5 0 0 1 13 0M16 5a3.3 3.3 0 0 1 0 6.2M18 14.2a6.5 6.5 0 0 1 3.5 5.8"
            }
            Self::Play => "M7 4.5l12 7.5-12 7.5z",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Redo => "M20 8H9.5a5.5 5.5 0 0 0 0 11H15M16 4l4 4-4 4",
            Self::Request => {
                "M6.5 8.5a2.2 2.2 0 1 0 0-4.4a2.2 2.2 0 1 0 0 4.4M6.5 8.5V20M17.5 20a2.2 2.2 0 1 0 0-4.4a2.2 2.2 0 1 0 0 4.4M17.5 15.6V9a3 3 0 0 0-3-3H11M13.8 3.2L11 6l2.8 2.8"
            }
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M15.3 15.3L20 20",
            Self::SignOut => "M10 4.5H6a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1h4M10 12h10M16 8l4 4-4 4",
            Self::Stream => "M3 8c3-3 6-3 9 0s6 3 9 0M3 15c3-3 6-3 9 0s6 3 9 0",
            Self::Sun => {
                "M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"
            }
            Self::Table => "M4 5.5h16v13H4zM4 10h16M10 10v8.5",
            Self::Tag => "M4 4h7.5l8.5 8.5-7.5 7.5L4 11.5zM8 8v.1",
            Self::Tidy => "M4 4h6v8H4zM4 15h6v5H4zM14 4h6v5h-6zM14 12h6v8h-6z",
            Self::Trash => "M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10.2 11v5M13.8 11v5",
            Self::Undo => "M4 8h10.5a5.5 5.5 0 0 1 0 11H9M8 4L4 8l4 4",
            Self::Version => "M12 8.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7M12 2.5v6M12 15.5v6",
            Self::Warning => "M12 4L2.8 19.5h18.4zM12 10v4.5M12 17v.1",
        }
    }
}

/// An icon of the size of the text beside it.
#[component]
pub fn Icon(
    /// Which one.
    #[prop(into)]
    name: Signal<IconName>,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=move || name.get().path()></path>
        </svg>
    }
}

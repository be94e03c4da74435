//! Short messages about what just happened, in one live region.

use std::sync::Arc;
use std::time::Duration;

use crate::prelude::*;

use super::{Button, ButtonKind, Icon, IconButton, IconName, Tone};

/// How long good news stays. Errors stay until they are dismissed.
const STAYS: Duration = Duration::from_secs(6);

#[derive(Clone)]
struct Toast {
    number: u64,
    tone: Tone,
    text: String,
    offer: Option<Offer>,
}

/// What can be done about a message. It may outlive the page that made it, so it is not a callback of that page.
#[derive(Clone)]
struct Offer {
    label: &'static str,
    act: Arc<dyn Fn() + Send + Sync>,
}

/// Puts messages up.
#[derive(Clone, Copy)]
pub struct ToastsHandle {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u64>,
}

impl ToastsHandle {
    /// Something worked.
    pub fn success(self, text: impl Into<String>) {
        let number = self.add(Tone::Add, text.into(), None);
        set_timeout(move || self.dismiss(number), STAYS);
    }

    /// Something worked, and there is one thing to do about it, such as taking it back.
    pub fn offer(self, text: impl Into<String>, label: &'static str, act: impl Fn() + Send + Sync + 'static) {
        let act = Arc::new(act);
        let number = self.add(Tone::Add, text.into(), Some(Offer { label, act }));
        set_timeout(move || self.dismiss(number), STAYS);
    }

    /// Something did not.
    pub fn error(self, text: impl Into<String>) {
        self.add(Tone::Destroy, text.into(), None);
    }

    fn add(self, tone: Tone, text: String, offer: Option<Offer>) -> u64 {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        self.shown.update(|shown| shown.push(Toast { number, tone, text, offer }));
        number
    }

    fn dismiss(self, number: u64) {
        // The page may be gone by the time the timer fires.
        self.shown.try_update(|shown| shown.retain(|toast| toast.number != number));
    }
}

/// Makes [`use_toasts`] work below.
pub fn provide_toasts() {
    provide_context(ToastsHandle { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) });
}

/// The page's messages.
#[must_use]
pub fn use_toasts() -> ToastsHandle {
    use_context().unwrap_or_else(|| {
        provide_toasts();
        ToastsHandle { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    })
}

/// The region itself; there is one in the page.
#[component]
pub fn Toasts() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div class="toasts" role="status" aria-live="polite" aria-relevant="additions">
            <For each=move || toasts.shown.get() key=|toast| toast.number let:toast>
                <div class="toast" data-tone=toast.tone.term()>
                    <Icon name=if toast.tone == Tone::Add { IconName::Check } else { IconName::Error } />
                    <span class="toast-text">{toast.text}</span>
                    {toast.offer.map(|offer| offered(toasts, toast.number, offer))}
                    <IconButton
                        icon=IconName::Close
                        label="Dismiss"
                        small=true
                        on_press=move |()| toasts.dismiss(toast.number)
                    />
                </div>
            </For>
        </div>
    }
}

fn offered(toasts: ToastsHandle, number: u64, offer: Offer) -> impl IntoView {
    let Offer { label, act } = offer;
    let pressed = move |()| {
        toasts.dismiss(number);
        act();
    };
    view! {
        <Button kind=ButtonKind::Quiet small=true on_press=pressed>
            {label}
        </Button>
    }
}

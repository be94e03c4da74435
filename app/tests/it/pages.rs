//! Pages, as a browser gets them before anything of them runs.

use tablewright_app::Root;
use tablewright_contract::{
    ErrorCode, Filled, GuestAccess, GuestInvitation, GuestView, InvitationView, RequestState, RequestSummary,
    Role, SessionView,
};

use crate::data::{applied, approved, drift, filling, request, site, user};
use crate::site::{Page, Site, routes};

const SIGNED_OUT: (u16, ErrorCode, &str) = (401, ErrorCode::Unauthenticated, "Sign in first.");

async fn page(path: &str) -> Page {
    site(Role::Administrator).page(path).await
}

fn has(page: &Page, texts: &[&str]) {
    let text = page.text();
    for wanted in texts {
        assert!(text.contains(wanted), "{wanted:?} is not in: {text}");
    }
}

#[tokio::test]
async fn routes_are_listed_without_a_request() {
    let routes = routes();
    assert_eq!(routes.len(), 19, "{routes:?}");
    assert!(routes.contains(&"/designs/{id}/versions/{number}/plan/{environment}".to_owned()), "{routes:?}");
}

#[tokio::test]
async fn people_who_are_not_signed_in_are_sent_to_sign_in_and_come_back() {
    let (status, code, message) = SIGNED_OUT;
    let site = Site::default().refuses("/session", status, code, message);
    for (path, wanted) in [
        ("/", "/sign-in"),
        ("/requests/r1", "/sign-in?next=/requests/r1"),
        ("/designs/d1/versions/1/plan/e1", "/sign-in?next=/designs/d1/versions/1/plan/e1"),
        ("/designs/d1", "/sign-in?next=/designs/d1"),
    ] {
        let page = site.page(path).await;
        assert_eq!((page.status, page.location.as_deref()), (302, Some(wanted)), "{path}");
    }
}

#[tokio::test]
async fn who_is_signed_in_already_does_not_sign_in_again() {
    let page = page("/sign-in?next=/people").await;
    assert_eq!((page.status, page.location.as_deref()), (302, Some("/people")));
}

#[tokio::test]
async fn signing_in_does_not_lead_to_other_sites() {
    let page = page("/sign-in?next=//evil.example").await;
    assert_eq!(page.location.as_deref(), Some("/"));
}

#[tokio::test]
async fn the_form_for_signing_in_has_no_navigation_around_it() {
    let (status, code, message) = SIGNED_OUT;
    let page = Site::default().refuses("/session", status, code, message).page("/sign-in").await;
    assert_eq!((page.status, page.title()), (200, "Sign in · Tablewright"));
    has(&page, &["E-mail", "Password", "Sign in"]);
    assert!(!page.html.contains("aria-label=\"Main\""));
    assert!(page.html.contains("autocomplete=\"current-password\""));
}

#[tokio::test]
async fn the_first_invitation_sets_the_server_up() {
    let first = InvitationView { role: Role::Administrator, first: true };
    let page = site(Role::Viewer).get("/invitations/abc", &first).page("/join/abc").await;
    assert_eq!(page.title(), "Set up Tablewright · Tablewright");
    has(
        &page,
        &["Set up Tablewright", "Name", "E-mail", "Password", "At least 12 characters.", "Create account"],
    );
}

#[tokio::test]
async fn a_guest_gives_a_name_and_a_member_of_the_team_goes_in() {
    let link = GuestInvitation {
        design: "d1".into(),
        name: "Game scores".into(),
        access: GuestAccess::Comment,
        expires_at: "2026-11-23T07:12:03Z".into(),
    };
    let (status, code, message) = SIGNED_OUT;
    let site_of = || Site::default().get("/guest-links/abc", &link);
    let page = site_of().refuses("/session", status, code, message).page("/guest/abc").await;
    has(&page, &["Game scores", "look at this design and comment on it", "Name", "Open the design"]);
    assert!(!page.html.contains("aria-label=\"Main\""));
    let page = site(Role::Viewer).get("/guest-links/abc", &link).page("/guest/abc").await;
    has(&page, &["You are here as Ada Lovelace."]);
    assert!(page.html.contains("href=\"/designs/d1\""));
}

#[tokio::test]
async fn a_guest_has_one_page_and_is_sent_there_from_all_others() {
    let guest = GuestView { design: "d1".into(), access: GuestAccess::View };
    let session = SessionView { user: user(Role::Viewer), guest: Some(guest) };
    let page_of = async |path: &str| site(Role::Viewer).get("/session", &session).page(path).await;
    for path in ["/", "/designs/d2", "/designs/d1/versions", "/people"] {
        let page = page_of(path).await;
        assert_eq!((page.status, page.location.as_deref()), (302, Some("/designs/d1")), "{path}");
    }
    let own = page_of("/designs/d1").await;
    assert_eq!((own.status, own.html.contains("aria-label=\"Main\"")), (200, false));
}

#[tokio::test]
async fn the_page_for_sharing_lists_links_with_their_guests() {
    let page = page("/designs/d1/share").await;
    assert!(page.title().starts_with("Share "), "{}", page.title());
    has(&page, &["Make a link", "look at this design and comment on it", "Vera (guest)", "Revoke"]);
}

#[tokio::test]
async fn a_used_invitation_says_so() {
    let page = page("/join/old").await;
    has(&page, &["This link is no longer valid", "Ask an administrator for a new one."]);
}

#[tokio::test]
async fn the_gallery_shows_designs_and_what_to_start_from() {
    let page = page("/").await;
    assert_eq!((page.status, page.title()), (200, "Designs · Tablewright"));
    has(
        &page,
        &[
            "Your designs",
            "Game &lt;scores&gt; &amp; \"more\"",
            "Version 1",
            "22 Nov 2026, 07:12 UTC",
            "Blank design",
        ],
    );
    has(&page, &["Game scores Example", "GameScores", "5 access patterns", "Use Game scores"]);
}

#[tokio::test]
async fn viewers_are_not_offered_what_the_server_would_refuse() {
    let viewer = site(Role::Viewer);
    assert!(!viewer.page("/").await.text().contains("Start from"));
    assert!(!viewer.page("/people").await.text().contains("Invite"));
    assert!(!viewer.page("/environments").await.text().contains("Add environment"));
    assert!(!viewer.page("/designs/d1/versions/1/plan/e1").await.text().contains("Open change request"));
}

#[tokio::test]
async fn an_empty_gallery_names_the_next_step() {
    let page = site(Role::Designer).get("/designs", &Vec::<u8>::new()).page("/").await;
    has(&page, &["No designs yet", "Start from an example", "Tables in AWS"]);
    assert!(page.html.contains("href=\"/import?from=live\""));
}

#[tokio::test]
async fn versions_show_what_changed_since_the_newest_one() {
    let page = page("/designs/d1/versions").await;
    assert_eq!(page.title(), "Versions of Game scores · Tablewright");
    has(
        &page,
        &[
            "Changes since version 1",
            "Added:",
            "GameScores",
            "name",
            "Scores becomes Game scores",
            "Save version",
        ],
    );
    has(&page, &["Version 1", "Ada Lovelace", "0123456789ab"]);
}

#[tokio::test]
async fn what_people_wrote_is_never_markup() {
    let page = page("/designs/d1/versions").await;
    assert!(!page.html.contains("<script>alert(1)"));
    has(&page, &["&lt;/textarea&gt;&lt;script&gt;alert(1)"]);
}

#[tokio::test]
async fn a_version_can_be_planned_read_and_downloaded() {
    let page = page("/designs/d1/versions/1").await;
    assert_eq!(page.title(), "Version 1 of Game scores · Tablewright");
    has(
        &page,
        &["Plan for", "Sandbox (eu-central-1)", "In the first version", "Export", "Terraform", "JSON", "PNG"],
    );
    has(&page, &["Layout", "A module that runs on its own", "Resources of their own", "Import blocks"]);
    assert!(page.html.contains("href=\"/designs/d1/versions/1/plan/e1\""));
    assert!(page.html.contains("href=\"/api/v1/designs/d1/versions/1/export/terraform?download=true\""));
    assert!(page.html.contains("<span class=\"tok-keyword\">resource"));
}

#[tokio::test]
async fn a_plan_shows_where_what_and_how() {
    let page = page("/designs/d1/versions/1/plan/e1").await;
    assert_eq!(page.title(), "Plan for Sandbox: Game scores, version 1 · Tablewright");
    has(
        &page,
        &["Plan: 1 to add, 0 to change, 0 to destroy.", "account 000000000000", "region eu-central-1"],
    );
    has(
        &page,
        &[
            "will be created",
            "CreateTable GameScores",
            "The design has it",
            "Needs",
            "Waits",
            "Takes",
            "Reverse",
            "Exact request",
        ],
    );
    has(&page, &["UpdateTimeToLive GameScores", "Open change request"]);
}

#[tokio::test]
async fn a_request_says_who_may_not_approve_and_why() {
    let page = page("/requests/r1").await;
    assert_eq!(page.title(), "In review: First table · Tablewright");
    has(
        &page,
        &["Draft (done)", "In review (now)", "Approved (to come)", "Nobody has approved this plan yet."],
    );
    has(
        &page,
        &[
            "You opened this request: somebody else approves it.",
            "Plan: 1 to add, 0 to change, 0 to destroy.",
        ],
    );
    assert!(!page.text().contains("Apply to Sandbox"));
}

#[tokio::test]
async fn an_approved_request_can_be_applied() {
    let page = site(Role::Operator).get("/requests/r1", &approved()).page("/requests/r1").await;
    assert_eq!(page.title(), "Approved: First table · Tablewright");
    has(&page, &["Grace Hopper", "Looks right.", "Apply to Sandbox", "Discard"]);
}

#[tokio::test]
async fn an_applied_request_closes_with_the_line_of_the_check() {
    let page = site(Role::Operator).get("/requests/r1", &applied()).page("/requests/r1").await;
    assert_eq!(page.title(), "Applied: First table · Tablewright");
    has(
        &page,
        &["Applied (done)", "Succeeded", "done", "AWS-1", "No changes. Your tables match the design."],
    );
    assert!(!page.text().contains("Discard"));
}

#[tokio::test]
async fn a_run_shows_how_much_of_an_index_is_filled_or_why_that_is_not_known() {
    let page = |filled| async move {
        site(Role::Operator).get("/requests/r1", &filling(filled)).page("/requests/r1").await
    };
    let known = page(Filled::Percent(40)).await;
    has(&known, &["is being filled with the items of the table", "40 % filled"]);
    let bar = "<progress max=\"100\" value=\"40\" aria-label=\"Index of step 1, filled\">";
    assert!(known.html.contains(bar), "{}", known.html);
    let unknown = page(Filled::Unknown("AWS has published no figure yet".into())).await;
    has(&unknown, &["How much is filled is not known: AWS has published no figure yet"]);
    assert!(!unknown.html.contains("<progress"));
}

#[tokio::test]
async fn stopped_requests_name_the_way_on() {
    for (state, words) in [
        (RequestState::Stale, "The environment changed since the plan was made"),
        (RequestState::Failed, "The run stopped."),
    ] {
        let page = site(Role::Operator).get("/requests/r1", &request(state)).page("/requests/r1").await;
        has(&page, &[words, "Plan anew", "Discard"]);
    }
}

#[tokio::test]
async fn lists_of_requests_environments_and_people() {
    has(&page("/requests").await, &["First table", "In review", "Game scores 1", "Sandbox"]);
    has(
        &page("/environments").await,
        &[
            "Sandbox Built in",
            "000000000000",
            "eu-central-1",
            "http://127.0.0.1:41234",
            "copies s3://orders-copies/tables",
            "{table}",
        ],
    );
    has(
        &page("/people").await,
        &["Ada Lovelace", "ada@example.com", "Administrator", "Invite somebody", "Create link"],
    );
}

#[tokio::test]
async fn the_list_of_requests_is_narrowed_by_its_address() {
    let all = page("/requests").await;
    assert!(all.html.contains("href=\"/requests\" aria-current=\"page\""), "{}", all.html);
    let failed: Vec<RequestSummary> = Vec::new();
    let page = site(Role::Viewer).get("/requests?state=failed", &failed).page("/requests?state=failed").await;
    has(&page, &["None is in this state now."]);
    assert!(!page.text().contains("Save a version of a design"), "{}", page.text());
}

#[tokio::test]
async fn what_is_not_there_is_a_404() {
    for path in ["/nowhere", "/designs/d2/versions", "/requests/r2"] {
        let page = page(path).await;
        assert_eq!((page.status, page.title()), (404, "Not found · Tablewright"), "{path}");
    }
}

#[tokio::test]
async fn what_went_wrong_is_said_with_the_request_to_look_for() {
    let broken =
        site(Role::Viewer).refuses("/requests", 500, ErrorCode::Internal, "The server failed. Try again.");
    let page = broken.page("/requests").await;
    assert_eq!(page.status, 502);
    has(&page, &["The server failed. Try again.", "request-7", "Try again"]);
}

/// The browser takes what the server read by number. Pages that read inside what runs several times on the server, such
/// as the content of a `Suspense`, come to other numbers there.
#[tokio::test]
async fn a_page_reads_each_thing_once() {
    for (path, reads) in [
        ("/", 4),
        ("/designs/d1/versions", 2),
        ("/designs/d1/versions/1", 3),
        ("/designs/d1/versions/1/plan/e1", 2),
        ("/requests", 2),
        ("/requests/r1", 3),
        ("/environments", 2),
        ("/people", 2),
    ] {
        let page = page(path).await;
        assert_eq!(page.html.matches("__RESOLVED_RESOURCES[").count(), reads, "{path}");
        assert!(!page.html.contains("There is no request to answer"), "{path}");
    }
}

/// The router of the pages would take a link to the editor for its own, and find nothing there.
#[tokio::test]
async fn links_to_the_editor_are_left_to_the_browser() {
    let mut found = 0;
    for path in ["/", "/designs/d1/versions", "/designs/d1/versions/1", "/designs/d1/versions/1/plan/e1"] {
        for link in page(path).await.html.split("<a ").skip(1) {
            let tag = link.split_once('>').unwrap().0;
            let (_, href) = tag.split_once("href=\"").unwrap();
            if Root::of(href.split_once('"').unwrap().0) == Root::Editor {
                assert!(tag.contains("rel=\"external\""), "{path}: <a {tag}>");
                found += 1;
            }
        }
    }
    assert!(found >= 5, "{found}");
}

#[tokio::test]
async fn a_page_loads_its_own_bundle_and_no_other() {
    for (path, own, other) in [("/", "pages", "editor"), ("/designs/d1", "editor", "pages")] {
        let html = page(path).await.html;
        for file in [format!("/pkg/{own}.js"), format!("/pkg/{own}.wasm")] {
            assert!(html.contains(&file), "{path}: {file}");
        }
        assert!(!html.contains(&format!("/pkg/{other}")), "{path}");
    }
}

#[tokio::test]
async fn the_editor_comes_with_the_words_that_it_begins_with() {
    let site = site(Role::Administrator);
    let plain = site.page("/designs/d1").await;
    assert_eq!(plain.title(), "Game scores · Tablewright");
    has(&plain, &["Game scores", "Table", "TableName", "GameScores"]);
    // What a link names is for the editor to find.
    let linked = site.page("/designs/d1?select=pattern:p1").await;
    assert_eq!(linked.title(), "Game scores · Tablewright");
    assert!(!linked.text().contains("GameScores"), "{}", linked.text());
}

#[tokio::test]
async fn scripts_of_the_page_carry_its_nonce_and_nothing_is_styled_in_place() {
    let page = page("/requests/r1").await;
    let scripts = page.html.matches("<script").count();
    assert_eq!(
        page.html.matches("<script nonce=").count()
            + page.html.matches("<script type=\"module\" nonce=").count(),
        scripts
    );
    assert!(!page.html.contains(" style="));
}

#[tokio::test]
async fn administrators_see_the_log_the_webhooks_and_the_way_to_change_people() {
    let site = site(Role::Administrator);
    let audit = site.page("/audit").await;
    has(
        &audit,
        &[
            "request.approved",
            "Ada Lovelace",
            "192.0.2.1",
            "The chain holds over 1 line.",
            "{\"comment\":\"&lt;b&gt;fine&lt;/b&gt;\"}",
        ],
    );
    has(
        &site.page("/webhooks").await,
        &["Team chat", "https://chat.example.com/1", "Off", "Show deliveries"],
    );
    let people = site.page("/people").await;
    has(&people, &["Deactivate", "Audit log", "Webhooks"]);
    assert!(people.html.contains("aria-label=\"Role of Ada Lovelace\""));
    let viewer = crate::data::site(Role::Viewer).page("/people").await;
    assert!(!viewer.text().contains("Deactivate"));
}

#[tokio::test]
async fn an_account_shows_its_tokens_and_a_policy_what_it_takes() {
    let site = site(Role::Designer);
    has(
        &site.page("/account").await,
        &["Change password", "Sign out everywhere", "Pipeline", "apply", "never"],
    );
    let policy = site.page("/environments/e1/policy").await;
    has(&policy, &["Policy of Sandbox", "Administrators change this.", "Loses data (optional)"]);
    let fieldset = policy.html.split("<fieldset").nth(1).and_then(|rest| rest.split('>').next());
    assert!(fieldset.is_some_and(|attributes| attributes.contains("disabled")), "{fieldset:?}");
}

#[tokio::test]
async fn a_request_shows_its_checks_its_former_plans_and_what_was_said() {
    let page = page("/requests/r1").await;
    has(
        &page,
        &[
            "Access patterns stay served : failed",
            "Nothing serves `Top scores` any more.",
            "The account is 2; it was 1.",
            "Approved by Grace Hopper. That counts no more.",
            "On step 1: CreateTable GameScores",
            "Why &lt;i&gt;this&lt;/i&gt;?",
            "0 of 1 approvals",
        ],
    );
    assert!(!page.html.contains("<i>this</i>"));
}

#[tokio::test]
async fn drift_is_told_with_its_cause_and_both_answers() {
    let page = page("/environments/e1/drift").await;
    assert_eq!((page.status, page.title()), (200, "Drift of Sandbox \u{b7} Tablewright"));
    has(
        &page,
        &[
            "1 table drifted from version 1.",
            "GameScores",
            "was changed",
            "by someone",
            "by AWS",
            "Accept into the design",
            "Plan it back",
            "Looked 22 Nov 2026, 07:12 UTC.",
        ],
    );
    assert!(page.html.contains("/designs/d1/versions/1/plan/e1"));
    let viewer = site(Role::Viewer).page("/environments/e1/drift").await;
    assert!(!viewer.text().contains("Accept into the design") && !viewer.text().contains("Look now"));
}

#[tokio::test]
async fn no_drift_means_an_empty_plan() {
    let page = site(Role::Viewer)
        .get("/environments/e1/drift", &drift(Vec::new()))
        .page("/environments/e1/drift")
        .await;
    has(&page, &["No drift: a plan for version 1 would be empty."]);
}

#[tokio::test]
async fn an_import_offers_every_source_to_those_who_may() {
    let page = page("/import").await;
    has(&page, &["Import", "Files", "Text", "Live tables", "A new design"]);
    let viewer = site(Role::Viewer).page("/import").await;
    has(&viewer, &["Not for viewers"]);
}

#[tokio::test]
async fn a_plan_tells_what_to_think_of_and_which_patterns_change() {
    let page = page("/designs/d1/versions/1/plan/e1").await;
    has(
        &page,
        &[
            "Think of this first.",
            "DDB107",
            "Access patterns that are served otherwise",
            "Top scores of a game",
            "is served",
            "Query, GameTitleIndex",
        ],
    );
    assert!(!page.text().contains("Tables that were there first"));
}

//! What names, places and sentences are made of. Nobody in particular.

pub(super) const FIRST_NAMES: [&str; 40] = [
    "Ada", "Amir", "Anna", "Bela", "Bruno", "Carla", "Chen", "Dana", "David", "Elif", "Emil", "Fatima",
    "Felix", "Grace", "Hana", "Hugo", "Ines", "Ivan", "Jana", "Jonas", "Kai", "Lara", "Leon", "Lina",
    "Marco", "Maria", "Mika", "Nadia", "Noah", "Olga", "Omar", "Paula", "Priya", "Rosa", "Samuel", "Sofia",
    "Tariq", "Vera", "Yuki", "Zoe",
];

pub(super) const LAST_NAMES: [&str; 40] = [
    "Adams", "Ahmed", "Almeida", "Bauer", "Brown", "Castro", "Costa", "Dubois", "Eriksen", "Fischer",
    "Garcia", "Haddad", "Hansen", "Ito", "Ivanov", "Jansen", "Kaya", "Keller", "Khan", "Kim", "Kovacs",
    "Lang", "Lee", "Lopez", "Martin", "Meyer", "Moreau", "Nguyen", "Novak", "Okafor", "Patel", "Petrov",
    "Rossi", "Santos", "Sato", "Silva", "Smith", "Tanaka", "Weber", "Wong",
];

pub(super) const STREETS: [&str; 12] = [
    "Station Road",
    "Mill Lane",
    "High Street",
    "Church Street",
    "Park Avenue",
    "Market Square",
    "Harbour Street",
    "Garden Row",
    "School Lane",
    "Bridge Street",
    "Forest Way",
    "Hill Road",
];

pub(super) const CITIES: [&str; 24] = [
    "Amsterdam",
    "Athens",
    "Bergen",
    "Bilbao",
    "Bogota",
    "Cape Town",
    "Chennai",
    "Dakar",
    "Dublin",
    "Graz",
    "Hanoi",
    "Helsinki",
    "Kyoto",
    "Lima",
    "Lyon",
    "Nairobi",
    "Osaka",
    "Porto",
    "Quito",
    "Riga",
    "Seoul",
    "Toronto",
    "Turin",
    "Zurich",
];

pub(super) const COUNTRIES: [&str; 24] = [
    "AT", "BE", "BR", "CA", "CH", "CO", "DE", "DK", "ES", "FI", "FR", "GB", "GR", "IE", "IN", "IT", "JP",
    "KE", "KR", "NL", "NO", "PT", "SE", "US",
];

pub(super) const COMPANY_WORDS: [&str; 16] = [
    "North", "Blue", "Granite", "Harbour", "Maple", "Silver", "Summit", "Lantern", "Orchard", "River",
    "Beacon", "Cedar", "Copper", "Meadow", "Polar", "Willow",
];

pub(super) const COMPANY_KINDS: [&str; 8] =
    ["Works", "Systems", "Trading", "Labs", "Foods", "Logistics", "Studio", "Partners"];

pub(super) const ADJECTIVES: [&str; 16] = [
    "compact",
    "classic",
    "light",
    "sturdy",
    "quiet",
    "folding",
    "woven",
    "round",
    "large",
    "small",
    "warm",
    "plain",
    "bright",
    "smooth",
    "foldable",
    "waterproof",
];

pub(super) const THINGS: [&str; 20] = [
    "lamp", "chair", "kettle", "notebook", "backpack", "table", "bottle", "blanket", "clock", "basket",
    "mug", "shelf", "umbrella", "jacket", "speaker", "keyboard", "candle", "mirror", "towel", "wallet",
];

pub(super) const WORDS: [&str; 40] = [
    "about",
    "after",
    "again",
    "always",
    "answer",
    "before",
    "better",
    "change",
    "clear",
    "different",
    "early",
    "every",
    "first",
    "follow",
    "good",
    "great",
    "happen",
    "important",
    "large",
    "later",
    "letter",
    "little",
    "morning",
    "nearly",
    "never",
    "often",
    "order",
    "paper",
    "perhaps",
    "question",
    "quite",
    "ready",
    "second",
    "several",
    "small",
    "still",
    "thing",
    "under",
    "water",
    "while",
];

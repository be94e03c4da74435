//! What a design costs in a month, and which of its keys get hot.
//!
//! Everything follows from the rates and sizes that the patterns state, the verdicts that say what a request takes, and
//! a file of prices: no price is in the code. Every figure is a product of named factors that can be shown, in exact
//! fractions; nothing is a float. What is not counted is told with the bill ([`Omitted`]).

mod bill;
mod difference;
mod factor;
mod heat;
mod load;
mod money;
mod offer;
mod price;
pub mod render;
mod scale;
mod share;
mod storage;
mod tally;
mod usage;
mod vectors;

pub use bill::{Assumptions, Bill, Line, Meter, Omitted, Volume, bill};
pub use difference::{Change, difference};
pub use factor::{Factor, What};
pub use heat::{Basis, Heat, READ_LIMIT, Temperature, WRITE_LIMIT, heat};
pub use load::{Flow, Load, loads};
pub use money::{Money, Ratio};
pub use offer::{OFFER, Offer};
pub use price::{ClassPrices, PriceError, Prices};
pub use scale::{Alternative, Mode, alternatives, break_even};
pub use share::Rates;
pub use storage::{Stored, stored};
pub use usage::{Amplification, Usage, amplification, usage};

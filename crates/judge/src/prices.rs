//! The list prices that figures are made with: the dated file of `assets/prices`.

use tablewright_access::cost::Prices;

/// List prices; none if the file is broken, which a test excludes.
pub(crate) fn prices() -> Option<Prices> {
    Prices::from_json(include_str!("../../../assets/prices/us-east-1.json")).ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_price_file_is_read() {
        assert!(super::prices().is_some());
    }
}

//! A picture of the page as a file that every program opens.
//!
//! The browser draws: nothing is rasterised on the server, and no renderer weighs in a bundle. The canvas is used
//! through its names, since one press does not pay for its bindings.

use crate::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// How many pixels of the file a pixel of the picture gets: screens have two, and paper more.
const SHARPNESS: f64 = 2.0;
/// The longest side that browsers draw for certain.
const MOST: f64 = 8192.0;

/// Saves the picture with this id as a PNG; says whether that worked. Call it from a handler.
#[must_use]
pub fn save_as_png(id: &str, file_name: &str) -> bool {
    drawn(id).and_then(|data| save(&data, file_name)).is_some()
}

/// The picture as an address of data.
fn drawn(id: &str) -> Option<String> {
    let picture: JsValue = document().get_element_by_id(id)?.into();
    let length = |name| get(&picture, name)?.as_f64().filter(|length| *length > 0.0);
    let (width, height) = (length("naturalWidth")?, length("naturalHeight")?);
    let scale = SHARPNESS.min(MOST / width.max(height));
    let canvas: JsValue = document().create_element("canvas").ok()?.into();
    for (name, length) in [("width", width), ("height", height)] {
        js_sys::Reflect::set(&canvas, &name.into(), &(length * scale).floor().into()).ok()?;
    }
    let context = call(&canvas, "getContext", &["2d".into()])?;
    call(&context, "scale", &[scale.into(), scale.into()])?;
    call(&context, "drawImage", &[picture, 0.into(), 0.into(), width.into(), height.into()])?;
    call(&canvas, "toDataURL", &["image/png".into()])?.as_string()
}

fn save(data: &str, file_name: &str) -> Option<()> {
    let link = document().create_element("a").ok()?;
    link.set_attribute("href", data).ok()?;
    link.set_attribute("download", file_name).ok()?;
    link.dyn_into::<HtmlElement>().ok()?.click();
    Some(())
}

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(of, &JsValue::from_str(name)).ok()
}

fn call(of: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method = get(of, name)?.dyn_into::<js_sys::Function>().ok()?;
    method.apply(of, &arguments.iter().collect()).ok()
}

// What scripts say, in the language of the page, which brings the texts along.

const { texts, decimal } = JSON.parse(document.querySelector("meta[name=texts]").content);
const FORMS = new Intl.PluralRules(document.documentElement.lang);

export const DECIMAL = decimal;

// A text by the names of its tables joined by dots, its {places} filled in.
export function text(key, values = {}) {
  const found = key.split(".").reduce((table, name) => table[name], texts);
  return found.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

// One of two texts, as the language counts.
export function count(key, number, values = {}) {
  const form = FORMS.select(number) === "one" ? "one" : "other";
  return text(`${key}.${form}`, { number, ...values });
}

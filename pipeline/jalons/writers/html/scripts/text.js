// Words: making elements of them, folding them for search, French spaces. Data reaches the page through textContent alone.

const byId = (id) => document.getElementById(id);

/** An element with properties, attributes (`aria-…`, `data-…`, `role`) and children (elements or strings). */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name in element && !name.includes("-")) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** A text without case, accents and ligatures. */
function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("œ", "oe").replaceAll("æ", "ae");
}

/** What stands in no word, once a text is folded; ranges of code units are read much faster than Unicode properties. */
const BETWEEN = /[^a-z0-9\u00df-\u1fff\u2c00-\u2dff\u3040-\udfff]+/g;

/** A text as words to search: folded, a space before each word and nothing else between them. */
const searchable = (text) => ` ${fold(text).replace(BETWEEN, " ").trim()}`;

const foldedLetters = new Map();

/** A code unit as `searchable` has it. */
function foldedLetter(letter) {
  let folded = foldedLetters.get(letter);
  if (folded === undefined) foldedLetters.set(letter, (folded = fold(letter).replace(BETWEEN, " ")));
  return folded;
}

/** A text with the spaces and apostrophes of French print. */
function typeset(text) {
  return text
    .replace(/[ \u00a0]+([;!?»%€])/g, "\u202f$1")
    .replace(/[ \u00a0]+:/g, "\u00a0:")
    .replace(/«[ \u00a0]+/g, "«\u202f")
    .replace(/(\d)[ \u00a0](?=\d{3}(?!\d))/g, "$1\u202f")
    .replace(/\b([nN])° (?=\d)/g, "$1°\u00a0")
    .replace(/(\p{L})'(?=\p{L})/gu, "$1’");
}

/** `3 faits`, `1 fait`: French takes the plural from two on. */
function count(number, noun, plural = `${noun}s`) {
  return `${number.toLocaleString("fr")}\u00a0${number < 2 ? noun : plural}`;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** The parts of a text that hold searchable words, as [text, is a hit] pairs: each character is folded alone, so offsets stay. */
function marked(text, words) {
  if (!words.length) return [[text, false]];
  const places = [0];
  let folded = " ";
  for (let i = 0; i < text.length; i += 1) {
    for (const c of foldedLetter(text[i])) {
      if (c === " " && folded.endsWith(" ")) continue;
      folded += c;
      places.push(i);
    }
  }
  const hits = new Uint8Array(text.length);
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      hits.fill(1, places[at + 1], places[at + word.length - 1] + 1);
    }
  }
  const parts = [];
  for (let i = 0, from = 0; i < text.length; i += 1) {
    if (i + 1 < text.length && hits[i] === hits[i + 1]) continue;
    parts.push([text.slice(from, i + 1), Boolean(hits[from])]);
    from = i + 1;
  }
  return parts;
}

/** A text as nodes, its ordinals raised: 1er, XIXe. */
function raised(text) {
  const parts = text.split(/(?<=\b(?:1|[IVX]{1,6}|\d))(er|e)(?= )/);
  return parts.map((part, place) => (place % 2 ? make("sup", {}, part) : part));
}

/** Fills an element with a text in which the words looked for are marked. */
function fill(element, text, words) {
  element.replaceChildren(...marked(text, words).map(([part, hit]) => (hit ? make("mark", {}, part) : part)));
  return element;
}

import { findTyped, matchesAt, searchable } from "./choseong.js";

const WORD_ENDS = /[\s·(),./~\-"'“”?!]+/;
const ONLY_INITIALS = /^[ㄱ-ㅎ]+$/;
const MOST_AFTER = 4; // letters that may follow a whole word: "여권" + "수수료"
const [FIRST_WORD, BEGINNING, WORD, OTHER_NAME, MIDDLE, WORD_BEFORE, NOTHING] = [0, 1, 2, 5, 10, 12, Infinity];
const UNFINISHED = 2; // "여" may become "영", but "여권" is what is there already

// A name ready to be searched: its letters, and where in them words begin and end.
function key(name) {
  const words = name.split(WORD_ENDS).map(searchable).filter(Boolean);
  const ends = words.map((_, place) => words.slice(0, place + 1).join("").length);
  return { name, text: words.join(""), starts: ends.map((end, place) => end - words[place].length), ends };
}

// How well `typed` fits a name: the beginning of a word of it, or its middle.
function fit(typed, { text, starts, ends }) {
  const onlyInitials = ONLY_INITIALS.test(typed);
  const start = starts.find((place) => matchesAt(typed, text, place));
  if (start !== undefined) {
    const whole = typed.length === ends[0] && !onlyInitials ? FIRST_WORD : BEGINNING;
    const guessed = onlyInitials || text.startsWith(typed, start) ? 0 : UNFINISHED;
    return (start ? WORD : whole) + guessed;
  }
  // Two initials stand in the middle of almost any name; that helps nobody.
  if (!onlyInitials && findTyped(typed, text) >= 0) {
    return MIDDLE;
  }
  return beginsWithAWord(typed, { text, starts, ends }) ? WORD_BEFORE : NOTHING;
}

// "여권수수료": a whole word of the name, and a little more that the name does not have.
function beginsWithAWord(typed, { text, starts, ends }) {
  return starts.some((start, place) => {
    const word = text.slice(start, ends[place]);
    return word.length > 1 && typed.startsWith(word) && typed.length - word.length <= MOST_AFTER;
  });
}

// Topics [{title, names, payload}] ready to be searched.
export function prepared(topics) {
  return topics.map((topic) => ({ ...topic, keys: [topic.title, ...topic.names].map(key) }));
}

// The topics that fit best, at most `most`, as {topic, because}: `because` is the other name that fits where the title does
// not begin a word so. Titles come before other names, beginnings before middles. `topics` is prepared, most asked first.
export function bestTopics(text, topics, most) {
  const typed = searchable(text);
  if (!typed) {
    return [];
  }
  const found = topics.flatMap((topic, order) => {
    const ranks = topic.keys.map((name, place) => fit(typed, name) + (place ? OTHER_NAME : 0));
    const rank = Math.min(...ranks);
    const best = ranks.indexOf(rank);
    return rank < NOTHING ? [{ topic, rank, order, because: best ? topic.keys[best].name : "" }] : [];
  });
  found.sort((a, b) => a.rank - b.rank || a.order - b.order);
  return (ONLY_INITIALS.test(typed) ? oneOfEachWord(found) : found).slice(0, most);
}

// Initials fit many names: what begins with the same word waits behind the others.
function oneOfEachWord(found) {
  const seen = new Set();
  const again = [];
  const first = found.filter((match) => {
    const word = match.topic.title.split(WORD_ENDS)[0];
    const isNew = !seen.has(word);
    seen.add(word);
    if (!isNew) {
      again.push(match);
    }
    return isNew;
  });
  return [...first.filter(({ rank }) => rank <= BEGINNING), ...again, ...first.filter(({ rank }) => rank > BEGINNING)];
}

// Finds Korean words by what is typed so far: whole syllables, unfinished ones, or initial consonants only.
const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const FINALS = ["", "ㄱ", "ㄲ", "ㄳ", "ㄴ", "ㄵ", "ㄶ", "ㄷ", "ㄹ", "ㄺ", "ㄻ", "ㄼ", "ㄽ", "ㄾ", "ㄿ", "ㅀ", "ㅁ", "ㅂ", "ㅄ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"];
const PAIRS = { ㄳ: "ㄱㅅ", ㄵ: "ㄴㅈ", ㄶ: "ㄴㅎ", ㄺ: "ㄹㄱ", ㄻ: "ㄹㅁ", ㄼ: "ㄹㅂ", ㄽ: "ㄹㅅ", ㄾ: "ㄹㅌ", ㄿ: "ㄹㅍ", ㅀ: "ㄹㅎ", ㅄ: "ㅂㅅ" };
const FIRST = 0xac00;
const FINAL_COUNT = 28;
const VOWEL_COUNT = 21;

const isSyllable = (letter) => letter >= "가" && letter <= "힣";
const place = (syllable) => syllable.charCodeAt(0) - FIRST;
const finalOf = (syllable) => FINALS[place(syllable) % FINAL_COUNT];
const withoutFinal = (syllable) => String.fromCharCode(FIRST + place(syllable) - (place(syllable) % FINAL_COUNT));

// The initial consonant of a syllable; anything else is itself.
export function choseong(letter) {
  return isSyllable(letter) ? INITIALS[Math.floor(place(letter) / (VOWEL_COUNT * FINAL_COUNT))] : letter;
}

// What of a text counts: no spaces or marks, small letters, pairs of consonants taken apart ("ㄳ" is typed for "ㄱㅅ").
export function searchable(text) {
  return [...text.toLowerCase()].map((letter) => PAIRS[letter] ?? letter).join("").replace(/[\s·(),./~\-"'“”?!]/g, "");
}

// Where `typed` begins in `words`, both searchable, or -1.
export function findTyped(typed, words) {
  for (let start = 0; typed && start + typed.length <= words.length + 1; start += 1) {
    if (matchesAt(typed, words, start)) {
      return start;
    }
  }
  return -1;
}

// Whether `words` goes on with `typed` at `start`.
export function matchesAt(typed, words, start) {
  const last = typed.length - 1;
  for (let i = 0; i <= last; i += 1) {
    const letter = words[start + i];
    if (letter === undefined) {
      return false;
    }
    const same = typed[i] === letter || (INITIALS.includes(typed[i]) && typed[i] === choseong(letter));
    if (!same && !(i === last && unfinished(typed[i], letter, words[start + i + 1]))) {
      return false;
    }
  }
  return true;
}

// While it is being typed, "궈" becomes "권", and the "ㅂ" of "갑" moves on to become "가방".
function unfinished(typed, letter, next) {
  if (!isSyllable(typed) || !isSyllable(letter)) {
    return false;
  }
  const final = finalOf(typed);
  if (!final) {
    return withoutFinal(letter) === typed;
  }
  return withoutFinal(typed) === letter && next !== undefined && choseong(next) === final;
}


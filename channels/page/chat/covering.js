// While `host` covers the whole page, nothing else of the page can be reached. Returns what ends that.
export function coverPage(host) {
  const covered = [];
  for (let node = host; node.parentElement && node !== document.body; node = node.parentElement) {
    covered.push(...[...node.parentElement.children].filter((other) => other !== node && !other.inert));
  }
  covered.forEach((other) => {
    other.inert = true;
  });
  return () =>
    covered.forEach((other) => {
      other.inert = false;
    });
}

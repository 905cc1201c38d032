// Pages that are gone to by the framework's script say their own title: the mark of the practice space is put before it again.
const mark = document.currentScript?.dataset.mark ?? '';
const name = () => {
  if (!document.title.startsWith(mark)) document.title = mark + document.title;
};
name();
new MutationObserver(name).observe(document.head, { childList: true, characterData: true, subtree: true });

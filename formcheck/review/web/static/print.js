// The button that prints; a print view works without it, too.

document.getElementById("print").addEventListener("click", () => window.print());

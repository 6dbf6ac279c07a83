// Reads a plan file into the text field; nothing is saved before the button is pressed.

const file = document.getElementById("plan-file");
file.addEventListener("change", async () => {
  const [chosen] = file.files;
  if (chosen && chosen.size < 200_000) document.getElementById("plan-text").value = await chosen.text();
});

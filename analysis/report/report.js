const charts = JSON.parse(document.getElementById("charts").textContent);
const options = {ast: true, renderer: "svg", actions: false, defaultStyle: false, tooltip: {disableDefaultStyle: true}};
Promise.all(Object.entries(charts).map(([key, spec]) =>
  vegaEmbed(document.getElementById("chart-" + key), spec, options))).then(
  () => document.documentElement.setAttribute("data-drawn", "all"),
  error => console.error(error));

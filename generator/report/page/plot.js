// What the page uses of Observable Plot; tools/bundle-report makes plot.bundle.js of it, the global `Plot` of the page.
export {
  axisX,
  axisY,
  barX,
  crosshairX,
  dot,
  gridX,
  gridY,
  line,
  plot,
  pointer,
  rectY,
  ruleX,
  ruleY,
  text,
  tickX,
  tip,
} from "@observablehq/plot";

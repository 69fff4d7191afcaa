/** How the picker looks. `!important` on the host wins over everything a page can say about our element. */
export const css = `:host {
all: initial !important;
position: fixed !important;
inset: 0 !important;
display: block !important;
inline-size: 100% !important;
block-size: 100% !important;
margin: 0 !important;
padding: 0 !important;
border: 0 !important;
background: none !important;
overflow: visible !important;
pointer-events: none !important;
color-scheme: light dark !important;
}
[hidden] { display: none !important }
.frame, .mark { position: fixed; box-sizing: border-box; border-radius: 6px }
.frame { border: 3px solid #1a5fb4; background: #1a5fb422 }
.mark { border: 2px dashed #b3261e; background: #b3261e1a }
.card, .bar {
position: fixed; box-sizing: border-box; padding: 8px 12px;
border: 1px solid #5d6b75; border-radius: 8px; background: #fff; color: #17262d;
font: 14px/1.4 system-ui, sans-serif; box-shadow: 0 2px 12px #0006;
}
.card { max-inline-size: min(26rem, 100% - 8px) }
.bar { inset: auto 8px 8px; inline-size: fit-content; max-inline-size: calc(100% - 16px); margin-inline: auto; display: flex; gap: 12px; align-items: center; pointer-events: auto }
button { font: inherit; padding: 4px 12px; border: 1px solid #5d6b75; border-radius: 6px; background: #eef2f5; color: inherit }
button:focus-visible { outline: 3px solid #1a5fb4; outline-offset: 2px }
@media (prefers-color-scheme: dark) {
.card, .bar { background: #1b262d; color: #e8eef2 }
button { background: #2a3841 }
}
@media (forced-colors: active) {
.frame { border-color: Highlight }
.mark { border-color: CanvasText }
}`;

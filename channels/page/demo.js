// Names come from the district's profile, so the same page serves every district.
const response = await fetch("/webhooks/web/start");
const start = await response.json();
document.title = `${start.office.name} (시범)`;
document.getElementById("office").textContent = start.office.name;
document.getElementById("address").textContent = [start.office.name, start.office.address, `대표전화 ${start.call_center.phone}`].filter(Boolean).join(" · ");
document.getElementById("line").textContent = `<script src="${location.origin}/widget.js"></script>`;

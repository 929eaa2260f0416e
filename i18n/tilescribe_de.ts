<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AdHocDescriber</name>
    <message>
        <source>The map shows no raster. Zoom to one, and try again.</source>
        <translation>Die Karte zeigt kein Raster. Auf eines zoomen und noch einmal versuchen.</translation>
    </message>
</context>
<context>
    <name>AddImageryPanel</name>
    <message>
        <source>Add a folder with all rasters in it</source>
        <translation>Einen Ordner mit allen Rastern darin hinzufügen</translation>
    </message>
    <message>
        <source>Add imagery</source>
        <translation>Bilddaten hinzufügen</translation>
    </message>
    <message>
        <source>Add single rasters</source>
        <translation>Einzelne Raster hinzufügen</translation>
    </message>
    <message>
        <source>Add the raster layers of the project</source>
        <translation>Die Rasterlayer des Projekts hinzufügen</translation>
    </message>
    <message>
        <source>Estimating…</source>
        <translation>Wird geschätzt …</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>Dateien …</translation>
    </message>
    <message>
        <source>Folder with rasters</source>
        <translation>Ordner mit Rastern</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Ordner …</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Indizieren</translation>
    </message>
    <message>
        <source>Index…</source>
        <translation>Indizieren …</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Layer</translation>
    </message>
    <message>
        <source>Rasters</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Take the selected entries off the list, or all where none is selected</source>
        <translation>Die ausgewählten Einträge aus der Liste nehmen, oder alle, wenn keiner ausgewählt ist</translation>
    </message>
    <message>
        <source>… and {count} more can&apos;t be used</source>
        <translation>… und {count} weitere, die nicht verwendet werden können</translation>
    </message>
</context>
<context>
    <name>AreaChooser</name>
    <message>
        <source>Area of the earlier question</source>
        <translation>Gebiet der früheren Frage</translation>
    </message>
    <message>
        <source>Draw another polygon</source>
        <translation>Ein anderes Polygon zeichnen</translation>
    </message>
    <message>
        <source>Draw another rectangle</source>
        <translation>Ein anderes Rechteck zeichnen</translation>
    </message>
    <message>
        <source>Drawn polygon</source>
        <translation>Gezeichnetes Polygon</translation>
    </message>
    <message>
        <source>Drawn rectangle</source>
        <translation>Gezeichnetes Rechteck</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Select polygons in a layer, make that layer the active one, and choose this again.</source>
        <translation>Polygone in einem Layer auswählen, diesen Layer aktivieren und dies noch einmal wählen.</translation>
    </message>
    <message>
        <source>Selected features</source>
        <translation>Ausgewählte Objekte</translation>
    </message>
    <message>
        <source>Take the features that are selected now</source>
        <translation>Die jetzt ausgewählten Objekte nehmen</translation>
    </message>
    <message>
        <source>Take what the map shows now</source>
        <translation>Nehmen, was die Karte jetzt zeigt</translation>
    </message>
    <message>
        <source>The area lies nowhere on Earth. Set the project&apos;s CRS, and try again.</source>
        <translation>Das Gebiet liegt nirgends auf der Erde. Das KBS des Projekts setzen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The map shows no place on Earth. Set the project&apos;s CRS, or zoom to a layer.</source>
        <translation>Die Karte zeigt keinen Ort auf der Erde. Das KBS des Projekts setzen oder auf einen Layer zoomen.</translation>
    </message>
    <message>
        <source>What the map shows</source>
        <translation>Was die Karte zeigt</translation>
    </message>
    <message>
        <source>What the map shows now</source>
        <translation>Was die Karte jetzt zeigt</translation>
    </message>
</context>
<context>
    <name>CatalogChooser</name>
    <message>
        <source>Catalog</source>
        <translation>Katalog</translation>
    </message>
    <message>
        <source>Catalogs (*.gpkg)</source>
        <translation>Kataloge (*.gpkg)</translation>
    </message>
    <message>
        <source>New catalog</source>
        <translation>Neuer Katalog</translation>
    </message>
    <message>
        <source>New catalog…</source>
        <translation>Neuer Katalog …</translation>
    </message>
    <message>
        <source>Open a catalog</source>
        <translation>Einen Katalog öffnen</translation>
    </message>
    <message>
        <source>Open a catalog…</source>
        <translation>Einen Katalog öffnen …</translation>
    </message>
    <message>
        <source>Show what is indexed on the map</source>
        <translation>Auf der Karte zeigen, was indiziert ist</translation>
    </message>
    <message>
        <source>imagery</source>
        <translation>Bilddaten</translation>
    </message>
</context>
<context>
    <name>CatalogSummary</name>
    <message numerus="yes">
        <source>%Ln tiles compared</source>
        <translation>
            <numerusform>%Ln Kachel verglichen</numerusform>
            <numerusform>%Ln Kacheln verglichen</numerusform>
        </translation>
    </message>
    <message>
        <source>A catalog keeps the descriptions of your imagery. Add imagery below to make one, or open one above.</source>
        <translation>Ein Katalog enthält die Beschreibungen Ihrer Bilddaten. Unten Bilddaten hinzufügen, um einen anzulegen, oder oben einen öffnen.</translation>
    </message>
    <message>
        <source>Changes cannot be read: {reason}</source>
        <translation>Veränderungen können nicht gelesen werden: {reason}</translation>
    </message>
    <message>
        <source>This catalog is empty. Add imagery below.</source>
        <translation>Dieser Katalog ist leer. Unten Bilddaten hinzufügen.</translation>
    </message>
    <message>
        <source>You can search as soon as the first tiles are described.</source>
        <translation>Gesucht werden kann, sobald die ersten Kacheln beschrieben sind.</translation>
    </message>
    <message>
        <source>{count} blank</source>
        <translation>{count} leer</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} fehlgeschlagen</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} wartend</translation>
    </message>
    <message>
        <source>{done} tiles of {rasters} rasters can be searched</source>
        <translation>{done} Kacheln aus {rasters} Rastern können durchsucht werden</translation>
    </message>
</context>
<context>
    <name>CatalogsPanel</name>
    <message>
        <source>Fetch {model} from the model hub? That may be several gigabytes; its licence is told at the end, and binds whoever uses it. Afterwards it works without a network.</source>
        <translation>{model} vom Modell-Hub holen? Das können mehrere Gigabyte sein; die Lizenz wird am Ende genannt und bindet alle, die es verwenden. Danach arbeitet es ohne Netz.</translation>
    </message>
    <message>
        <source>Tilescribe</source>
        <translation>Tilescribe</translation>
    </message>
</context>
<context>
    <name>ChangeLayer</name>
    <message>
        <source>Earlier date</source>
        <translation>Früheres Datum</translation>
    </message>
    <message>
        <source>Earlier date until</source>
        <translation>Früheres Datum bis</translation>
    </message>
    <message>
        <source>Later date</source>
        <translation>Späteres Datum</translation>
    </message>
    <message>
        <source>Later date until</source>
        <translation>Späteres Datum bis</translation>
    </message>
    <message>
        <source>Magnitude of the change</source>
        <translation>Stärke der Veränderung</translation>
    </message>
    <message>
        <source>Probability of what there was</source>
        <translation>Wahrscheinlichkeit des Vorherigen</translation>
    </message>
    <message>
        <source>Rasters of the earlier date</source>
        <translation>Raster des früheren Datums</translation>
    </message>
    <message>
        <source>Share newly burnt</source>
        <translation>Anteil frisch verbrannt</translation>
    </message>
    <message>
        <source>Share of lost structures</source>
        <translation>Anteil verschwundener Bauten</translation>
    </message>
    <message>
        <source>Share of lost vegetation</source>
        <translation>Anteil verschwundener Vegetation</translation>
    </message>
    <message>
        <source>Share of lost water</source>
        <translation>Anteil verschwundenen Wassers</translation>
    </message>
    <message>
        <source>Share of new bare ground</source>
        <translation>Anteil neuen offenen Bodens</translation>
    </message>
    <message>
        <source>Share of new structures</source>
        <translation>Anteil neuer Bauten</translation>
    </message>
    <message>
        <source>Share of new vegetation</source>
        <translation>Anteil neuer Vegetation</translation>
    </message>
    <message>
        <source>Share of new water</source>
        <translation>Anteil neuen Wassers</translation>
    </message>
    <message>
        <source>Share that can be compared</source>
        <translation>Vergleichbarer Anteil</translation>
    </message>
    <message>
        <source>Shift taken out (m)</source>
        <translation>Herausgerechnete Verschiebung (m)</translation>
    </message>
    <message>
        <source>Summary of the earlier date</source>
        <translation>Zusammenfassung des früheren Datums</translation>
    </message>
    <message>
        <source>Summary of the later date</source>
        <translation>Zusammenfassung des späteren Datums</translation>
    </message>
    <message>
        <source>Uncertainty of the magnitude</source>
        <translation>Unsicherheit der Stärke</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Was sich verändert hat</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>As the model prefers</source>
        <translation>Wie das Modell es vorzieht</translation>
    </message>
    <message>
        <source>Compare dates</source>
        <translation>Daten vergleichen</translation>
    </message>
    <message>
        <source>Described by</source>
        <translation>Beschrieben von</translation>
    </message>
    <message>
        <source>Earlier rasters</source>
        <translation>Frühere Raster</translation>
    </message>
    <message>
        <source>Later rasters</source>
        <translation>Spätere Raster</translation>
    </message>
    <message>
        <source>Lays every tile of the later date on the newest earlier one, and describes what has changed. A date (2025-05), a range (2025-05-01..2025-05-31), a label, a folder, or names with * in them; left empty, each raster is compared with the date before its own.</source>
        <translation>Legt jede Kachel des späteren Datums auf die neueste frühere und beschreibt, was sich verändert hat. Ein Datum (2025-05), ein Zeitraum (2025-05-01..2025-05-31), eine Bezeichnung, ein Ordner oder Namen mit * darin; leer wird jedes Raster mit dem Datum vor seinem eigenen verglichen.</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>There is no other date here.</source>
        <translation>Hier gibt es kein anderes Datum.</translation>
    </message>
</context>
<context>
    <name>Coverage</name>
    <message>
        <source>Acquired</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>CRS</source>
        <translation>KBS</translation>
    </message>
    <message>
        <source>Described (%)</source>
        <translation>Beschrieben (%)</translation>
    </message>
    <message>
        <source>Described by</source>
        <translation>Beschrieben von</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Last worked on</source>
        <translation>Zuletzt bearbeitet</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Pixel size (m)</source>
        <translation>Pixelgröße (m)</translation>
    </message>
    <message>
        <source>Raster</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>Sensor</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Tile sizes (m)</source>
        <translation>Kachelgrößen (m)</translation>
    </message>
    <message>
        <source>Tiles described</source>
        <translation>Beschriebene Kacheln</translation>
    </message>
    <message>
        <source>Tiles that failed</source>
        <translation>Fehlgeschlagene Kacheln</translation>
    </message>
    <message>
        <source>Tiles waiting</source>
        <translation>Wartende Kacheln</translation>
    </message>
    <message>
        <source>Tiles without content</source>
        <translation>Kacheln ohne Inhalt</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was nicht stimmt</translation>
    </message>
</context>
<context>
    <name>CoverageLayer</name>
    <message>
        <source>Coverage of {name}</source>
        <translation>Abdeckung von {name}</translation>
    </message>
    <message>
        <source>The rasters of the catalog {path}.</source>
        <translation>Die Raster des Katalogs {path}.</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>A year as 2011, a month as 2011-05 or a day as 2011-05-22; empty for any</source>
        <translation>Ein Jahr wie 2011, ein Monat wie 2011-05 oder ein Tag wie 2011-05-22; leer für beliebig</translation>
    </message>
    <message>
        <source>A year as 2011, a month as 2011-05, a day as 2011-05-22, or a range as 2011-05/2011-07</source>
        <translation>Ein Jahr wie 2011, ein Monat wie 2011-05, ein Tag wie 2011-05-22 oder ein Zeitraum wie 2011-05/2011-07</translation>
    </message>
    <message>
        <source>Choose from the calendar</source>
        <translation>Im Kalender wählen</translation>
    </message>
</context>
<context>
    <name>DatePopup</name>
    <message numerus="yes">
        <source>%Ln rasters</source>
        <translation>
            <numerusform>%Ln Raster</numerusform>
            <numerusform>%Ln Raster</numerusform>
        </translation>
    </message>
    <message>
        <source>Dates of the rasters</source>
        <translation>Daten der Raster</translation>
    </message>
</context>
<context>
    <name>Dates</name>
    <message>
        <source>The range “{text}” ends before it begins.</source>
        <translation>Der Zeitraum „{text}“ endet, bevor er beginnt.</translation>
    </message>
    <message>
        <source>“{text}” is no date. Write a year as 2011, a month as 2011-05, a day as 2011-05-22.</source>
        <translation>„{text}“ ist kein Datum. Ein Jahr als 2011, einen Monat als 2011-05, einen Tag als 2011-05-22 schreiben.</translation>
    </message>
</context>
<context>
    <name>DatesDialog</name>
    <message numerus="yes">
        <source>%Ln rasters changed.</source>
        <translation>
            <numerusform>%Ln Raster geändert.</numerusform>
            <numerusform>%Ln Raster geändert.</numerusform>
        </translation>
    </message>
    <message>
        <source>2011-05-22</source>
        <translation>2011-05-22</translation>
    </message>
    <message>
        <source>As the file says</source>
        <translation>Wie die Datei sagt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Dates and labels</source>
        <translation>Daten und Bezeichnungen</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Bezeichnung</translation>
    </message>
    <message>
        <source>Name, folder, date or label</source>
        <translation>Name, Ordner, Datum oder Bezeichnung</translation>
    </message>
    <message>
        <source>No label</source>
        <translation>Keine Bezeichnung</translation>
    </message>
    <message>
        <source>Select the whole folder</source>
        <translation>Den ganzen Ordner auswählen</translation>
    </message>
    <message>
        <source>Set date</source>
        <translation>Datum setzen</translation>
    </message>
    <message>
        <source>Set label</source>
        <translation>Bezeichnung setzen</translation>
    </message>
    <message>
        <source>Take back the date that you gave: tags and file name tell it again</source>
        <translation>Das gegebene Datum zurücknehmen: Tags und Dateiname sagen es wieder</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Without a date only</source>
        <translation>Nur ohne Datum</translation>
    </message>
    <message>
        <source>Write a date first: 2011, 2011-05 or 2011-05-22.</source>
        <translation>Erst ein Datum schreiben: 2011, 2011-05 oder 2011-05-22.</translation>
    </message>
    <message>
        <source>Write a label first, such as before or after.</source>
        <translation>Erst eine Bezeichnung schreiben, etwa vorher oder nachher.</translation>
    </message>
    <message>
        <source>after</source>
        <translation>nachher</translation>
    </message>
    <message>
        <source>before</source>
        <translation>vorher</translation>
    </message>
    <message>
        <source>before, after, any word</source>
        <translation>vorher, nachher, jedes Wort</translation>
    </message>
    <message>
        <source>{selected} of {count} selected, {undated} without a date</source>
        <translation>{selected} von {count} ausgewählt, {undated} ohne Datum</translation>
    </message>
</context>
<context>
    <name>DatesNotice</name>
    <message>
        <source>Dates and labels…</source>
        <translation>Daten und Bezeichnungen …</translation>
    </message>
    <message>
        <source>The raster has &lt;a href=&quot;undated&quot;&gt;no date&lt;/a&gt;.</source>
        <translation>Das Raster hat &lt;a href=&quot;undated&quot;&gt;kein Datum&lt;/a&gt;.</translation>
    </message>
    <message>
        <source>{count} tiles were compared when their rasters had other dates: compare again.</source>
        <translation>{count} Kacheln wurden verglichen, als ihre Raster andere Daten hatten: noch einmal vergleichen.</translation>
    </message>
    <message>
        <source>{undated} of {count} rasters have &lt;a href=&quot;undated&quot;&gt;no date&lt;/a&gt;.</source>
        <translation>{undated} von {count} Rastern haben &lt;a href=&quot;undated&quot;&gt;kein Datum&lt;/a&gt;.</translation>
    </message>
</context>
<context>
    <name>Dating</name>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Bezeichnung</translation>
    </message>
    <message>
        <source>as the files tell</source>
        <translation>wie die Dateien sagen</translation>
    </message>
    <message>
        <source>before, after, any word</source>
        <translation>vorher, nachher, jedes Wort</translation>
    </message>
</context>
<context>
    <name>DeepenDialog</name>
    <message>
        <source>A slower model describes what is worth it once more; its words stand beside those that are there.</source>
        <translation>Ein langsameres Modell beschreibt noch einmal, was es wert ist; seine Worte stehen neben den vorhandenen.</translation>
    </message>
    <message>
        <source>As the model prefers</source>
        <translation>Wie das Modell es vorzieht</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>Described by</source>
        <translation>Beschrieben von</translation>
    </message>
    <message>
        <source>Look again with a larger model</source>
        <translation>Mit einem größeren Modell noch einmal hinsehen</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>The best results of “{question}”</source>
        <translation>Die besten Ergebnisse von „{question}“</translation>
    </message>
    <message>
        <source>The most telling tiles</source>
        <translation>Die aussagekräftigsten Kacheln</translation>
    </message>
    <message>
        <source>What the map shows</source>
        <translation>Was die Karte zeigt</translation>
    </message>
    <message>
        <source>Which tiles</source>
        <translation>Welche Kacheln</translation>
    </message>
</context>
<context>
    <name>DetailsPictures</name>
    <message>
        <source>The picture is on its way…</source>
        <translation>Das Bild ist unterwegs …</translation>
    </message>
</context>
<context>
    <name>DrawingMenu</name>
    <message>
        <source>Change the corners</source>
        <translation>Ecken ändern</translation>
    </message>
    <message>
        <source>Count…</source>
        <translation>Zählen …</translation>
    </message>
    <message>
        <source>Draw it</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Linie</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>Punkt</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>Polygon</translation>
    </message>
    <message>
        <source>Remove the count</source>
        <translation>Die Anzahl entfernen</translation>
    </message>
    <message>
        <source>Remove the drawing</source>
        <translation>Die Zeichnung entfernen</translation>
    </message>
</context>
<context>
    <name>EarlierPicture</name>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Before ({date})</source>
        <translation>Vorher ({date})</translation>
    </message>
    <message>
        <source>Magnitude {magnitude}, give or take {error}.</source>
        <translation>Stärke {magnitude}, auf {error} genau.</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Was sich verändert hat</translation>
    </message>
</context>
<context>
    <name>EmptyStateMessages</name>
    <message numerus="yes">
        <source>%Ln rasters without a date are left out.</source>
        <translation>
            <numerusform>%Ln Raster ohne Datum ist weggelassen.</numerusform>
            <numerusform>%Ln Raster ohne Datum sind weggelassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>A catalog holds the descriptions of your imagery. Choose one, or make one from your rasters.</source>
        <translation>Ein Katalog enthält die Beschreibungen Ihrer Bilddaten. Einen wählen oder aus Rastern anlegen.</translation>
    </message>
    <message>
        <source>Add rasters</source>
        <translation>Raster hinzufügen</translation>
    </message>
    <message>
        <source>Add rasters to the catalog. As soon as the first tiles are described, they can be searched.</source>
        <translation>Dem Katalog Raster hinzufügen. Sobald die ersten Kacheln beschrieben sind, können sie durchsucht werden.</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message>
        <source>Ask in plain words</source>
        <translation>In einfachen Worten fragen</translation>
    </message>
    <message>
        <source>Choose a catalog</source>
        <translation>Einen Katalog wählen</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Nichts passt</translation>
    </message>
    <message>
        <source>Nothing to find yet</source>
        <translation>Noch nichts zu finden</translation>
    </message>
    <message>
        <source>Say what can be seen, and press Enter. For example:</source>
        <translation>Sagen, was zu sehen ist, und Enter drücken. Zum Beispiel:</translation>
    </message>
    <message>
        <source>Search all dates</source>
        <translation>Alle Daten durchsuchen</translation>
    </message>
    <message>
        <source>Search all labels</source>
        <translation>Alle Bezeichnungen durchsuchen</translation>
    </message>
    <message>
        <source>Search all rasters</source>
        <translation>Alle Raster durchsuchen</translation>
    </message>
    <message>
        <source>Search all tile sizes</source>
        <translation>Alle Kachelgrößen durchsuchen</translation>
    </message>
    <message>
        <source>Search everywhere</source>
        <translation>Überall suchen</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Wird gesucht …</translation>
    </message>
    <message>
        <source>Set up the engine</source>
        <translation>Engine einrichten</translation>
    </message>
    <message>
        <source>Show them whatever their score</source>
        <translation>Zeigen, gleich mit welchem Score</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>Das hat nicht geklappt</translation>
    </message>
    <message>
        <source>The best tiles score less than you ask for.</source>
        <translation>Die besten Kacheln haben einen niedrigeren Score als verlangt.</translation>
    </message>
    <message>
        <source>The catalog has no described tile yet.</source>
        <translation>Der Katalog hat noch keine beschriebene Kachel.</translation>
    </message>
    <message>
        <source>The engine is starting. That takes a few seconds, once.</source>
        <translation>Die Engine startet. Das dauert einmalig ein paar Sekunden.</translation>
    </message>
    <message>
        <source>The filters leave no tile to search in.</source>
        <translation>Die Filter lassen keine Kachel zum Suchen übrig.</translation>
    </message>
    <message>
        <source>There were too many results to keep them in the project.</source>
        <translation>Es waren zu viele Ergebnisse, um sie im Projekt zu behalten.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Which imagery?</source>
        <translation>Welche Bilddaten?</translation>
    </message>
</context>
<context>
    <name>Estimate</name>
    <message numerus="yes">
        <source>All %Ln tiles are described already.</source>
        <translation>
            <numerusform>Die %Ln Kachel ist schon beschrieben.</numerusform>
            <numerusform>Alle %Ln Kacheln sind schon beschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>At least {work}</source>
        <translation>Mindestens {work}</translation>
    </message>
    <message>
        <source>No raster here can be indexed.</source>
        <translation>Kein Raster hier kann indiziert werden.</translation>
    </message>
    <message>
        <source>Only {free} are free: make space first, or keep the catalog on another disk.</source>
        <translation>Nur {free} sind frei: erst Platz schaffen oder den Katalog auf einem anderen Datenträger führen.</translation>
    </message>
    <message>
        <source>The time is a guess; this computer has not been measured yet.</source>
        <translation>Die Zeit ist geschätzt; dieser Rechner wurde noch nicht gemessen.</translation>
    </message>
    <message>
        <source>{tiles} tiles ({sizes}) of {rasters} rasters: {time}, {size} on disk.</source>
        <translation>{tiles} Kacheln ({sizes}) aus {rasters} Rastern: {time}, {size} auf dem Datenträger.</translation>
    </message>
</context>
<context>
    <name>FailureList</name>
    <message>
        <source>What failed</source>
        <translation>Was fehlgeschlagen ist</translation>
    </message>
    <message>
        <source>What failed ({count})</source>
        <translation>Was fehlgeschlagen ist ({count})</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>… und {count} weitere</translation>
    </message>
</context>
<context>
    <name>FilterPanel</name>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>(without a label)</source>
        <translation>(ohne Bezeichnung)</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>Closer look at {count}</source>
        <translation>Genauer Blick auf {count}</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Compared with: {channels}</source>
        <translation>Verglichen mit: {channels}</translation>
    </message>
    <message>
        <source>From {date}</source>
        <translation>Ab {date}</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Bezeichnung</translation>
    </message>
    <message>
        <source>Label: {labels}</source>
        <translation>Bezeichnung: {labels}</translation>
    </message>
    <message>
        <source>Look closer</source>
        <translation>Genauer</translation>
    </message>
    <message>
        <source>Looks again into so many of the best tiles, part by part, ranks them by their best part and outlines it on the map. Finds small things; takes about a second for each tile.</source>
        <translation>Sieht so viele der besten Kacheln noch einmal an, Teil für Teil, ordnet sie nach ihrem besten Teil und umrandet ihn auf der Karte. Findet kleine Dinge; dauert je Kachel etwa eine Sekunde.</translation>
    </message>
    <message>
        <source>No day lies between {first} and {last}. Change one of the dates.</source>
        <translation>Zwischen {first} und {last} liegt kein Tag. Eines der Daten ändern.</translation>
    </message>
    <message>
        <source>Rasters</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Score from {score}</source>
        <translation>Score ab {score}</translation>
    </message>
    <message>
        <source>Take all filters away</source>
        <translation>Alle Filter entfernen</translation>
    </message>
    <message>
        <source>Tile size</source>
        <translation>Kachelgröße</translation>
    </message>
    <message>
        <source>Until {date}</source>
        <translation>Bis {date}</translation>
    </message>
    <message>
        <source>What the question is compared with: what descriptions mean, their very words, or the pictures.</source>
        <translation>Womit die Frage verglichen wird: mit dem Sinn der Beschreibungen, ihren Wörtern oder den Bildern.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>any</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>any day</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>at the best </source>
        <translation>bei den besten </translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>meaning</source>
        <translation>Sinn</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>score from</source>
        <translation>Score ab</translation>
    </message>
    <message>
        <source>words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>{size} m</source>
        <translation>{size} m</translation>
    </message>
</context>
<context>
    <name>FilterSection</name>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filters: {parts}</source>
        <translation>Filter: {parts}</translation>
    </message>
</context>
<context>
    <name>Formatting</name>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft …</translation>
    </message>
    <message>
        <source>Describing tiles…</source>
        <translation>Kacheln werden beschrieben …</translation>
    </message>
    <message>
        <source>Downloading the model…</source>
        <translation>Das Modell wird heruntergeladen …</translation>
    </message>
    <message>
        <source>Finished.</source>
        <translation>Fertig.</translation>
    </message>
    <message>
        <source>Loading the models…</source>
        <translation>Die Modelle werden geladen …</translation>
    </message>
    <message>
        <source>Looking at the rasters…</source>
        <translation>Die Raster werden angesehen …</translation>
    </message>
    <message>
        <source>Looking for rasters…</source>
        <translation>Raster werden gesucht …</translation>
    </message>
    <message>
        <source>Making the descriptions searchable…</source>
        <translation>Die Beschreibungen werden durchsuchbar gemacht …</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet …</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Wird geschrieben …</translation>
    </message>
    <message>
        <source>a few seconds</source>
        <translation>ein paar Sekunden</translation>
    </message>
    <message>
        <source>about {count} days</source>
        <translation>etwa {count} Tage</translation>
    </message>
    <message>
        <source>about {count} hours</source>
        <translation>etwa {count} Stunden</translation>
    </message>
    <message>
        <source>about {count} minutes</source>
        <translation>etwa {count} Minuten</translation>
    </message>
    <message>
        <source>about {count} seconds</source>
        <translation>etwa {count} Sekunden</translation>
    </message>
</context>
<context>
    <name>FullScreenTriage</name>
    <message>
        <source>No. {rank} of {count}</source>
        <translation>Nr. {rank} von {count}</translation>
    </message>
    <message>
        <source>The picture is on its way…</source>
        <translation>Das Bild ist unterwegs …</translation>
    </message>
</context>
<context>
    <name>HeatMapMaker</name>
    <message>
        <source>A heat map is drawn of a question in words, or of what has changed. Ask one, and try again.</source>
        <translation>Eine Wärmekarte wird von einer Frage in Worten gezeichnet oder von dem, was sich verändert hat. Eine stellen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>GeoTIFF (*.tif)</source>
        <translation>GeoTIFF (*.tif)</translation>
    </message>
    <message>
        <source>Heat map: how much has changed</source>
        <translation>Wärmekarte: wie viel sich verändert hat</translation>
    </message>
    <message>
        <source>Heat map: {question}</source>
        <translation>Wärmekarte: {question}</translation>
    </message>
    <message>
        <source>Tilescribe: {name}</source>
        <translation>Tilescribe: {name}</translation>
    </message>
    <message>
        <source>Write the heat map</source>
        <translation>Die Wärmekarte schreiben</translation>
    </message>
    <message>
        <source>{path} was written but cannot be read.</source>
        <translation>{path} wurde geschrieben, kann aber nicht gelesen werden.</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
</context>
<context>
    <name>Imagery</name>
    <message>
        <source>“{name}” comes from a web service, which can&apos;t be indexed: its pictures are drawn for each map view and have no file. Export the part you need as a GeoTIFF and add that.</source>
        <translation>„{name}“ kommt von einem Webdienst, der nicht indiziert werden kann: seine Bilder werden für jede Kartenansicht gezeichnet und haben keine Datei. Den nötigen Teil als GeoTIFF exportieren und diesen hinzufügen.</translation>
    </message>
    <message>
        <source>“{name}” could not be opened. Repair its data source first.</source>
        <translation>„{name}“ konnte nicht geöffnet werden. Erst die Datenquelle reparieren.</translation>
    </message>
    <message>
        <source>“{name}” has no file that the engine could read (source: {provider}). Export it as a GeoTIFF and add that.</source>
        <translation>„{name}“ hat keine Datei, die die Engine lesen könnte (Quelle: {provider}). Als GeoTIFF exportieren und dieses hinzufügen.</translation>
    </message>
    <message>
        <source>“{name}” is a part of {path}, which can&apos;t be indexed by itself. Save the layer as a GeoTIFF and add that.</source>
        <translation>„{name}“ ist ein Teil von {path}, der nicht für sich indiziert werden kann. Den Layer als GeoTIFF speichern und dieses hinzufügen.</translation>
    </message>
    <message>
        <source>“{name}” is no raster layer. Add raster layers.</source>
        <translation>„{name}“ ist kein Rasterlayer. Rasterlayer hinzufügen.</translation>
    </message>
</context>
<context>
    <name>ImageryList</name>
    <message>
        <source>Drop rasters, folders or layers here</source>
        <translation>Raster, Ordner oder Layer hier ablegen</translation>
    </message>
    <message>
        <source>Imagery to add</source>
        <translation>Hinzuzufügende Bilddaten</translation>
    </message>
    <message>
        <source>“{name}” does not look like a raster. If it is one, add it with the button Files.</source>
        <translation>„{name}“ sieht nicht wie ein Raster aus. Wenn es eines ist, mit dem Knopf Dateien hinzufügen.</translation>
    </message>
</context>
<context>
    <name>IndexOptionsWidget</name>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Automatic goes by the pixel size. Large tiles show airports and lakes, small ones houses and boats.</source>
        <translation>Automatisch richtet sich nach der Pixelgröße. Große Kacheln zeigen Flughäfen und Seen, kleine Häuser und Boote.</translation>
    </message>
    <message>
        <source>Built-in model</source>
        <translation>Eingebautes Modell</translation>
    </message>
    <message>
        <source>Described by</source>
        <translation>Beschrieben von</translation>
    </message>
    <message>
        <source>Fetch this model…</source>
        <translation>Dieses Modell holen …</translation>
    </message>
    <message>
        <source>Larger model, on a server…</source>
        <translation>Größeres Modell, auf einem Server …</translation>
    </message>
    <message>
        <source>Larger model, on this computer…</source>
        <translation>Größeres Modell, auf diesem Rechner …</translation>
    </message>
    <message>
        <source>Measurements only</source>
        <translation>Nur Messwerte</translation>
    </message>
    <message>
        <source>My own…</source>
        <translation>Eigenes …</translation>
    </message>
    <message>
        <source>Name the model that should describe the tiles.</source>
        <translation>Das Modell nennen, das die Kacheln beschreiben soll.</translation>
    </message>
    <message>
        <source>Prompt: as the model prefers</source>
        <translation>Prompt: wie das Modell es vorzieht</translation>
    </message>
    <message>
        <source>Prompt: {name}</source>
        <translation>Prompt: {name}</translation>
    </message>
    <message>
        <source>The model must be on this computer already, or be fetched first.</source>
        <translation>Das Modell muss schon auf diesem Rechner liegen oder erst geholt werden.</translation>
    </message>
    <message>
        <source>The pixels of every tile are sent to this address.</source>
        <translation>Die Pixel jeder Kachel werden an diese Adresse gesendet.</translation>
    </message>
    <message>
        <source>Tile size</source>
        <translation>Kachelgröße</translation>
    </message>
    <message>
        <source>Write the tile sizes in metres, such as 128, 512.</source>
        <translation>Die Kachelgrößen in Metern schreiben, etwa 128, 512.</translation>
    </message>
    <message>
        <source>metres, such as 128, 512</source>
        <translation>Meter, etwa 128, 512</translation>
    </message>
    <message>
        <source>“{part}” is no tile size. Write metres separated by commas, such as 128, 512.</source>
        <translation>„{part}“ ist keine Kachelgröße. Meter durch Kommas getrennt schreiben, etwa 128, 512.</translation>
    </message>
</context>
<context>
    <name>InstalledPage</name>
    <message>
        <source>Copy the report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Set up anew</source>
        <translation>Neu einrichten</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>The engine {version} is running.</source>
        <translation>Die Engine {version} läuft.</translation>
    </message>
    <message>
        <source>The engine {version} is set up. It starts with the first question.</source>
        <translation>Die Engine {version} ist eingerichtet. Sie startet mit der ersten Frage.</translation>
    </message>
    <message>
        <source>The engine {version} is starting …</source>
        <translation>Die Engine {version} startet …</translation>
    </message>
    <message>
        <source>Use another engine</source>
        <translation>Andere Engine nutzen</translation>
    </message>
    <message>
        <source>Versions, settings and the last lines of the log, for a bug ticket; without names and secrets</source>
        <translation>Versionen, Einstellungen und die letzten Zeilen des Protokolls, für eine Fehlermeldung; ohne Namen und Geheimnisse</translation>
    </message>
</context>
<context>
    <name>JobProgressView</name>
    <message numerus="yes">
        <source>%Ln tiles of this run are kept.</source>
        <translation>
            <numerusform>%Ln Kachel dieses Laufs bleibt erhalten.</numerusform>
            <numerusform>%Ln Kacheln dieses Laufs bleiben erhalten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop after the tiles in work. What is done is kept and can be continued.</source>
        <translation>Nach den Kacheln in Arbeit anhalten. Was fertig ist, bleibt erhalten und kann fortgesetzt werden.</translation>
    </message>
    <message>
        <source>Stopping after the tiles in work…</source>
        <translation>Wird nach den Kacheln in Arbeit angehalten …</translation>
    </message>
    <message>
        <source>The reasons stand below. Continue tries them again.</source>
        <translation>Die Gründe stehen unten. Fortsetzen versucht es mit ihnen noch einmal.</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} fehlgeschlagen</translation>
    </message>
    <message>
        <source>{done} of {total} rasters</source>
        <translation>{done} von {total} Rastern</translation>
    </message>
    <message>
        <source>{done} of {total} tiles</source>
        <translation>{done} von {total} Kacheln</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
</context>
<context>
    <name>JobTexts</name>
    <message>
        <source>Checking the catalog</source>
        <translation>Den Katalog prüfen</translation>
    </message>
    <message>
        <source>Comparing dates</source>
        <translation>Daten vergleichen</translation>
    </message>
    <message numerus="yes">
        <source>Comparing dates is done: %Ln tiles.</source>
        <translation>
            <numerusform>Das Vergleichen der Daten ist fertig: %Ln Kachel.</numerusform>
            <numerusform>Das Vergleichen der Daten ist fertig: %Ln Kacheln.</numerusform>
        </translation>
    </message>
    <message>
        <source>Embedding anew</source>
        <translation>Neu einbetten</translation>
    </message>
    <message numerus="yes">
        <source>Embedding anew is done: %Ln texts.</source>
        <translation>
            <numerusform>Das neue Einbetten ist fertig: %Ln Text.</numerusform>
            <numerusform>Das neue Einbetten ist fertig: %Ln Texte.</numerusform>
        </translation>
    </message>
    <message>
        <source>Fetching the model</source>
        <translation>Das Modell holen</translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation>Indizieren</translation>
    </message>
    <message numerus="yes">
        <source>Indexing is done: %Ln tiles.</source>
        <translation>
            <numerusform>Das Indizieren ist fertig: %Ln Kachel.</numerusform>
            <numerusform>Das Indizieren ist fertig: %Ln Kacheln.</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking again</source>
        <translation>Noch einmal hinsehen</translation>
    </message>
    <message numerus="yes">
        <source>Looking again is done: %Ln tiles.</source>
        <translation>
            <numerusform>Das erneute Hinsehen ist fertig: %Ln Kachel.</numerusform>
            <numerusform>Das erneute Hinsehen ist fertig: %Ln Kacheln.</numerusform>
        </translation>
    </message>
    <message>
        <source>Some rasters or tiles failed.</source>
        <translation>Manche Raster oder Kacheln sind fehlgeschlagen.</translation>
    </message>
    <message numerus="yes">
        <source>The catalog has %Ln faults.</source>
        <translation>
            <numerusform>Der Katalog hat %Ln Fehler.</numerusform>
            <numerusform>Der Katalog hat %Ln Fehler.</numerusform>
        </translation>
    </message>
    <message>
        <source>The catalog is sound.</source>
        <translation>Der Katalog ist in Ordnung.</translation>
    </message>
    <message>
        <source>The engine ended.</source>
        <translation>Die Engine wurde beendet.</translation>
    </message>
    <message>
        <source>Tilescribe: checking {name}</source>
        <translation>Tilescribe: {name} wird geprüft</translation>
    </message>
    <message>
        <source>Tilescribe: comparing dates of {name}</source>
        <translation>Tilescribe: Daten von {name} werden verglichen</translation>
    </message>
    <message>
        <source>Tilescribe: embedding {name} anew</source>
        <translation>Tilescribe: {name} wird neu eingebettet</translation>
    </message>
    <message>
        <source>Tilescribe: fetching a model</source>
        <translation>Tilescribe: ein Modell wird geholt</translation>
    </message>
    <message>
        <source>Tilescribe: indexing {name}</source>
        <translation>Tilescribe: {name} wird indiziert</translation>
    </message>
    <message>
        <source>Tilescribe: looking again at {name}</source>
        <translation>Tilescribe: {name} wird noch einmal angesehen</translation>
    </message>
    <message>
        <source>{model} is here now.</source>
        <translation>{model} ist jetzt da.</translation>
    </message>
    <message>
        <source>{model} is on this computer now. Licence: {licence}</source>
        <translation>{model} ist jetzt auf diesem Rechner. Lizenz: {licence}</translation>
    </message>
    <message>
        <source>{work} failed.</source>
        <translation>{work}: fehlgeschlagen.</translation>
    </message>
    <message>
        <source>{work} failed. {reason}</source>
        <translation>{work}: fehlgeschlagen. {reason}</translation>
    </message>
    <message>
        <source>{work} is done, but some rasters or tiles failed ({count}). The reasons stand under Catalogs.</source>
        <translation>{work}: fertig, aber manche Raster oder Kacheln sind fehlgeschlagen ({count}). Die Gründe stehen unter Kataloge.</translation>
    </message>
    <message>
        <source>{work} was interrupted.</source>
        <translation>{work}: unterbrochen.</translation>
    </message>
    <message>
        <source>{work} was stopped.</source>
        <translation>{work}: angehalten.</translation>
    </message>
    <message>
        <source>{work} was stopped. What is done is kept; Continue goes on.</source>
        <translation>{work}: angehalten. Was fertig ist, bleibt erhalten; Fortsetzen macht weiter.</translation>
    </message>
</context>
<context>
    <name>JudgeButtons</name>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Note (N)</source>
        <translation>Notiz (N)</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>{name} ({key})</source>
        <translation>{name} ({key})</translation>
    </message>
</context>
<context>
    <name>Judging</name>
    <message>
        <source>Confirmed</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>Notiert</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Verworfen</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>jemand</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>{count} confirmed</source>
        <translation>{count} bestätigt</translation>
    </message>
    <message>
        <source>{count} rejected</source>
        <translation>{count} verworfen</translation>
    </message>
    <message>
        <source>{count} unseen</source>
        <translation>{count} ungesehen</translation>
    </message>
    <message>
        <source>{count} unsure</source>
        <translation>{count} unsicher</translation>
    </message>
    <message>
        <source>{verdict} ({grade})</source>
        <translation>{verdict} ({grade})</translation>
    </message>
    <message>
        <source>{verdict} by {author}</source>
        <translation>{verdict} von {author}</translation>
    </message>
    <message>
        <source>{verdict} by {author}, {moment}</source>
        <translation>{verdict} von {author}, {moment}</translation>
    </message>
</context>
<context>
    <name>JudgingOptions</name>
    <message>
        <source>From the lowest to the highest, separated by commas, nine at most: the keys 1 to 9. The first one rejects a tile, the others confirm it.</source>
        <translation>Vom niedrigsten zum höchsten, durch Kommas getrennt, höchstens neun: die Tasten 1 bis 9. Der erste verwirft eine Kachel, die anderen bestätigen sie.</translation>
    </message>
    <message>
        <source>Grades</source>
        <translation>Grade</translation>
    </message>
    <message>
        <source>Judging</source>
        <translation>Beurteilen</translation>
    </message>
    <message>
        <source>Tiles are judged by</source>
        <translation>Kacheln werden beurteilt nach</translation>
    </message>
    <message>
        <source>Under this name your judgements are kept and shown to others.</source>
        <translation>Unter diesem Namen werden Ihre Urteile behalten und anderen gezeigt.</translation>
    </message>
    <message>
        <source>Yes or no: confirm, reject, unsure</source>
        <translation>Ja oder nein: bestätigen, verwerfen, unsicher</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
</context>
<context>
    <name>LargePictures</name>
    <message>
        <source>The picture cannot be read.</source>
        <translation>Das Bild kann nicht gelesen werden.</translation>
    </message>
</context>
<context>
    <name>LayerExport</name>
    <message>
        <source>The file could not be written. {reason}</source>
        <translation>Die Datei konnte nicht geschrieben werden. {reason}</translation>
    </message>
    <message>
        <source>The layer was removed before {name} was written.</source>
        <translation>Der Layer wurde entfernt, bevor {name} geschrieben war.</translation>
    </message>
    <message>
        <source>{name} does not say in which format to write. Give it an ending such as .gpkg, .csv or .geojson.</source>
        <translation>{name} sagt nicht, in welchem Format zu schreiben ist. Eine Endung wie .gpkg, .csv oder .geojson anfügen.</translation>
    </message>
    <message>
        <source>{name} is a catalog of Tilescribe. Choose another file for the results.</source>
        <translation>{name} ist ein Katalog von Tilescribe. Eine andere Datei für die Ergebnisse wählen.</translation>
    </message>
    <message>
        <source>{name} is a database that exists already. Choose another name.</source>
        <translation>{name} ist eine Datenbank, die es schon gibt. Einen anderen Namen wählen.</translation>
    </message>
</context>
<context>
    <name>LayerMenu</name>
    <message>
        <source>Add to Tilescribe catalog…</source>
        <translation>Zum Katalog von Tilescribe hinzufügen …</translation>
    </message>
</context>
<context>
    <name>MapBook</name>
    <message>
        <source>Map book</source>
        <translation>Kartenbuch</translation>
    </message>
</context>
<context>
    <name>MapJudging</name>
    <message>
        <source>None of the results lies here.</source>
        <translation>Keines der Ergebnisse liegt hier.</translation>
    </message>
</context>
<context>
    <name>MarkEditor</name>
    <message numerus="yes">
        <source>%Ln tiles were judged elsewhere since, and stay as they are.</source>
        <translation>
            <numerusform>%Ln Kachel wurde seither anderswo beurteilt und bleibt, wie sie ist.</numerusform>
            <numerusform>%Ln Kacheln wurden seither anderswo beurteilt und bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Confirm {count} tiles</source>
        <translation>{count} Kacheln bestätigen</translation>
    </message>
    <message>
        <source>Confirm “{tile}”</source>
        <translation>„{tile}“ bestätigen</translation>
    </message>
    <message>
        <source>Correct “{tile}”</source>
        <translation>„{tile}“ korrigieren</translation>
    </message>
    <message>
        <source>Grade {count} tiles as {grade}</source>
        <translation>{count} Kacheln als {grade} einstufen</translation>
    </message>
    <message>
        <source>Grade “{tile}” as {grade}</source>
        <translation>„{tile}“ als {grade} einstufen</translation>
    </message>
    <message>
        <source>Note on “{tile}”</source>
        <translation>Notiz zu „{tile}“</translation>
    </message>
    <message>
        <source>Reject {count} tiles</source>
        <translation>{count} Kacheln verwerfen</translation>
    </message>
    <message>
        <source>Reject “{tile}”</source>
        <translation>„{tile}“ verwerfen</translation>
    </message>
    <message>
        <source>Remove the note on “{tile}”</source>
        <translation>Die Notiz zu „{tile}“ entfernen</translation>
    </message>
    <message>
        <source>Take back the judgement of “{tile}”</source>
        <translation>Das Urteil über „{tile}“ zurücknehmen</translation>
    </message>
    <message>
        <source>Take back {count} judgements</source>
        <translation>{count} Urteile zurücknehmen</translation>
    </message>
    <message>
        <source>Unsure about {count} tiles</source>
        <translation>Unsicher bei {count} Kacheln</translation>
    </message>
    <message>
        <source>Unsure about “{tile}”</source>
        <translation>Unsicher bei „{tile}“</translation>
    </message>
    <message>
        <source>What you wrote is kept as a draft.</source>
        <translation>Was Sie geschrieben haben, bleibt als Entwurf erhalten.</translation>
    </message>
</context>
<context>
    <name>MarkWriter</name>
    <message>
        <source>{count} judgements could not be written when the window was closed: {reason}</source>
        <translation>{count} Urteile konnten nicht geschrieben werden, als das Fenster geschlossen wurde: {reason}</translation>
    </message>
</context>
<context>
    <name>MessageLog</name>
    <message>
        <source>The engine is ready.</source>
        <translation>Die Engine ist bereit.</translation>
    </message>
</context>
<context>
    <name>MessageOverlay</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>MissingRastersNotice</name>
    <message>
        <source>Rasters that are not where they were: {count}. Add them from their new place.</source>
        <translation>Raster, die nicht mehr an ihrem Ort liegen: {count}. Von ihrem neuen Ort hinzufügen.</translation>
    </message>
    <message>
        <source>Take out…</source>
        <translation>Herausnehmen …</translation>
    </message>
    <message>
        <source>Take them out of the catalog, with their descriptions? Marks and corrections are kept; no file is deleted.</source>
        <translation>Samt ihren Beschreibungen aus dem Katalog nehmen? Markierungen und Korrekturen bleiben; keine Datei wird gelöscht.</translation>
    </message>
    <message>
        <source>Tilescribe</source>
        <translation>Tilescribe</translation>
    </message>
</context>
<context>
    <name>Mission</name>
    <message>
        <source>Confirmed</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>Notiert</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Verworfen</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>ohne Namen</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>{count} confirmed</source>
        <translation>{count} bestätigt</translation>
    </message>
    <message>
        <source>{count} disputed</source>
        <translation>{count} umstritten</translation>
    </message>
    <message>
        <source>{count} noted</source>
        <translation>{count} notiert</translation>
    </message>
    <message>
        <source>{count} rejected</source>
        <translation>{count} verworfen</translation>
    </message>
    <message>
        <source>{count} unseen</source>
        <translation>{count} ungesehen</translation>
    </message>
    <message>
        <source>{count} unsure</source>
        <translation>{count} unsicher</translation>
    </message>
    <message>
        <source>{shown} of {total} marks: {counts}</source>
        <translation>{shown} von {total} Markierungen: {counts}</translation>
    </message>
</context>
<context>
    <name>MissionActions</name>
    <message>
        <source>Ask “{question}” again</source>
        <translation>„{question}“ noch einmal fragen</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Describe</source>
        <translation>Beschreiben</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Grad</translation>
    </message>
    <message>
        <source>Judge {count} places</source>
        <translation>{count} Orte beurteilen</translation>
    </message>
    <message>
        <source>Judge “{tile}”</source>
        <translation>„{tile}“ beurteilen</translation>
    </message>
    <message>
        <source>Note on “{tile}”</source>
        <translation>Notiz zu „{tile}“</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>Notiz …</translation>
    </message>
    <message>
        <source>Open its question again</source>
        <translation>Seine Frage wieder öffnen</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Take back the mark of “{tile}”</source>
        <translation>Die Markierung von „{tile}“ zurücknehmen</translation>
    </message>
    <message>
        <source>Take back {count} marks</source>
        <translation>{count} Markierungen zurücknehmen</translation>
    </message>
    <message>
        <source>Take my mark back</source>
        <translation>Meine Markierung zurücknehmen</translation>
    </message>
    <message>
        <source>Take the confirmation back</source>
        <translation>Bestätigung zurücknehmen</translation>
    </message>
    <message>
        <source>Take the rejection back</source>
        <translation>Verwerfung zurücknehmen</translation>
    </message>
    <message>
        <source>Take “unsure” back</source>
        <translation>„Unsicher“ zurücknehmen</translation>
    </message>
    <message>
        <source>There is no mark of yours on what is selected.</source>
        <translation>Auf dem Ausgewählten gibt es keine Markierung von Ihnen.</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Zoom to</source>
        <translation>Hinzoomen</translation>
    </message>
    <message>
        <source>{count} places that you judged otherwise stay as they are. Select one alone to change it.</source>
        <translation>{count} Orte, die Sie anders beurteilt haben, bleiben, wie sie sind. Einen allein auswählen, um ihn zu ändern.</translation>
    </message>
</context>
<context>
    <name>MissionExport</name>
    <message>
        <source>Confirmed only</source>
        <translation>Nur bestätigte</translation>
    </message>
    <message>
        <source>Everything listed</source>
        <translation>Alles Aufgeführte</translation>
    </message>
    <message>
        <source>Export places…</source>
        <translation>Orte exportieren …</translation>
    </message>
    <message>
        <source>Map book…</source>
        <translation>Kartenbuch …</translation>
    </message>
    <message>
        <source>PDF report…</source>
        <translation>PDF-Bericht …</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>Ausgewählte</translation>
    </message>
    <message>
        <source>Web page…</source>
        <translation>Webseite …</translation>
    </message>
</context>
<context>
    <name>MissionFilters</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Autor</translation>
    </message>
    <message>
        <source>Author:</source>
        <translation>Autor:</translation>
    </message>
    <message>
        <source>Filters of the mission list</source>
        <translation>Filter der Einsatzliste</translation>
    </message>
    <message>
        <source>Grade:</source>
        <translation>Grad:</translation>
    </message>
    <message>
        <source>Judgement:</source>
        <translation>Urteil:</translation>
    </message>
    <message>
        <source>Label:</source>
        <translation>Bezeichnung:</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Neueste</translation>
    </message>
    <message>
        <source>List only what has all of these words (Ctrl+F)</source>
        <translation>Nur aufführen, was alle diese Wörter hat (Strg+F)</translation>
    </message>
    <message>
        <source>Notes, places, questions, people</source>
        <translation>Notizen, Orte, Fragen, Personen</translation>
    </message>
    <message>
        <source>Only what the map shows</source>
        <translation>Nur was die Karte zeigt</translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation>Reihenfolge der Liste</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Question:</source>
        <translation>Frage:</translation>
    </message>
    <message>
        <source>Take all filters away</source>
        <translation>Alle Filter entfernen</translation>
    </message>
    <message>
        <source>The map shows no place on Earth: set the project&apos;s CRS.</source>
        <translation>Die Karte zeigt keinen Ort auf der Erde: das KBS des Projekts setzen.</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
</context>
<context>
    <name>MissionLayer</name>
    <message>
        <source>Acquired</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Autor</translation>
    </message>
    <message>
        <source>Catalog</source>
        <translation>Katalog</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Gezählt</translation>
    </message>
    <message>
        <source>Drawn and counted</source>
        <translation>Gezeichnet und gezählt</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Grad</translation>
    </message>
    <message>
        <source>Judged at</source>
        <translation>Beurteilt am</translation>
    </message>
    <message>
        <source>Judged differently</source>
        <translation>Verschieden beurteilt</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Bezeichnung</translation>
    </message>
    <message>
        <source>Mission list</source>
        <translation>Einsatzliste</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Raster</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>Kachel</translation>
    </message>
    <message>
        <source>Tile size (m)</source>
        <translation>Kachelgröße (m)</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
</context>
<context>
    <name>MissionModel</name>
    <message>
        <source>Asked: {question}</source>
        <translation>Gefragt: {question}</translation>
    </message>
    <message>
        <source>Others judge this place differently.</source>
        <translation>Andere beurteilen diesen Ort anders.</translation>
    </message>
    <message>
        <source>The catalog has no tile of this place now; the mark is kept.</source>
        <translation>Der Katalog hat jetzt keine Kachel dieses Ortes; die Markierung bleibt.</translation>
    </message>
</context>
<context>
    <name>MissionPage</name>
    <message>
        <source>A layer that shows what the list shows</source>
        <translation>Ein Layer, der zeigt, was die Liste zeigt</translation>
    </message>
    <message>
        <source>All open catalogs ({count})</source>
        <translation>Alle offenen Kataloge ({count})</translation>
    </message>
    <message>
        <source>Catalogs of the mission list</source>
        <translation>Kataloge der Einsatzliste</translation>
    </message>
    <message>
        <source>Export places of the mission list</source>
        <translation>Orte der Einsatzliste exportieren</translation>
    </message>
    <message>
        <source>Mission {name}</source>
        <translation>Einsatz {name}</translation>
    </message>
    <message>
        <source>No catalog</source>
        <translation>Kein Katalog</translation>
    </message>
    <message>
        <source>No catalog is in use. Ask a question, or choose a catalog first.</source>
        <translation>Kein Katalog ist in Gebrauch. Eine Frage stellen oder erst einen Katalog wählen.</translation>
    </message>
    <message>
        <source>No mark is like these filters: {count} are hidden.</source>
        <translation>Keine Markierung passt zu diesen Filtern: {count} sind verborgen.</translation>
    </message>
    <message>
        <source>Not saved, but kept as a draft: the next note on this tile goes on with it.</source>
        <translation>Nicht gespeichert, aber als Entwurf behalten: die nächste Notiz zu dieser Kachel macht damit weiter.</translation>
    </message>
    <message>
        <source>Nothing is judged yet. What you and others confirm (C), reject (R) or are unsure about (U) is listed here, over all questions.</source>
        <translation>Noch ist nichts beurteilt. Was Sie und andere bestätigen (C), verwerfen (R) oder unsicher finden (U), steht hier, über alle Fragen.</translation>
    </message>
    <message>
        <source>Places are counted, however many people judged them alike; disputed ones once, as disputed.</source>
        <translation>Gezählt werden Orte, gleich wie viele Personen sie gleich beurteilt haben; umstrittene einmal, als umstritten.</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>Auf der Karte zeigen</translation>
    </message>
    <message>
        <source>Take all filters away</source>
        <translation>Alle Filter entfernen</translation>
    </message>
    <message>
        <source>The engine does not run yet. It starts with the first question.</source>
        <translation>Die Engine läuft noch nicht. Sie startet mit der ersten Frage.</translation>
    </message>
    <message>
        <source>The layer “Mission list” shows what was drawn.</source>
        <translation>Der Layer „Einsatzliste“ zeigt, was gezeichnet wurde.</translation>
    </message>
    <message>
        <source>The marks of {name} cannot be read now: {reason}</source>
        <translation>Die Markierungen von {name} können jetzt nicht gelesen werden: {reason}</translation>
    </message>
    <message>
        <source>Unseen: results of the present question that nobody has judged.</source>
        <translation>Ungesehen: Ergebnisse der jetzigen Frage, die niemand beurteilt hat.</translation>
    </message>
</context>
<context>
    <name>MissionView</name>
    <message>
        <source>Mission list</source>
        <translation>Einsatzliste</translation>
    </message>
</context>
<context>
    <name>NotePanel</name>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Go back to the text that is saved</source>
        <translation>Zum gespeicherten Text zurückkehren</translation>
    </message>
    <message>
        <source>Leave (Esc)</source>
        <translation>Verlassen (Esc)</translation>
    </message>
    <message>
        <source>Save (Ctrl+Enter)</source>
        <translation>Speichern (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>What was changed is kept as a draft</source>
        <translation>Was geändert wurde, bleibt als Entwurf erhalten</translation>
    </message>
</context>
<context>
    <name>OptionsPage</name>
    <message>
        <source>A click on a result</source>
        <translation>Ein Klick auf ein Ergebnis</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Forget all questions</source>
        <translation>Alle Fragen vergessen</translation>
    </message>
    <message>
        <source>Forgotten</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Indexing, unless chosen otherwise</source>
        <translation>Indizieren, wenn nicht anders gewählt</translation>
    </message>
    <message>
        <source>Leaves the map where it is</source>
        <translation>Lässt die Karte, wo sie ist</translation>
    </message>
    <message>
        <source>Moves the map to it, at the same scale</source>
        <translation>Verschiebt die Karte dorthin, im selben Maßstab</translation>
    </message>
    <message>
        <source>Questions asked</source>
        <translation>Gestellte Fragen</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Zooms to it</source>
        <translation>Zoomt dorthin</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Before: {date}</source>
        <translation>Vorher: {date}</translation>
    </message>
    <message>
        <source>Later: {date}</source>
        <translation>Später: {date}</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>kein Datum</translation>
    </message>
    <message>
        <source>{raster} (file gone)</source>
        <translation>{raster} (Datei fehlt)</translation>
    </message>
</context>
<context>
    <name>Product</name>
    <message>
        <source>Acquired</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>All places</source>
        <translation>Alle Orte</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Coordinates (WGS 84)</source>
        <translation>Koordinaten (WGS 84)</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation>Beurteilt von</translation>
    </message>
    <message>
        <source>MGRS</source>
        <translation>MGRS</translation>
    </message>
    <message>
        <source>Map of all places</source>
        <translation>Karte aller Orte</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>Kein Datum</translation>
    </message>
    <message>
        <source>No layer of the project shows this place.</source>
        <translation>Kein Layer des Projekts zeigt diesen Ort.</translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>Nicht beurteilt</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Raster</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Verworfen</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>The disk is full, or the file was taken away.</source>
        <translation>Der Datenträger ist voll, oder die Datei wurde weggenommen.</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Was sich verändert hat</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>jemand</translation>
    </message>
    <message>
        <source>{number} (continued)</source>
        <translation>{number} (Fortsetzung)</translation>
    </message>
    <message>
        <source>{path} cannot be written.</source>
        <translation>{path} kann nicht geschrieben werden.</translation>
    </message>
</context>
<context>
    <name>ProductColumns</name>
    <message>
        <source>Acquired</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Acquired until</source>
        <translation>Aufgenommen bis</translation>
    </message>
    <message>
        <source>All that is said of it</source>
        <translation>Alles, was darüber gesagt wird</translation>
    </message>
    <message>
        <source>Catalog</source>
        <translation>Katalog</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Earlier date</source>
        <translation>Früheres Datum</translation>
    </message>
    <message>
        <source>Earlier date until</source>
        <translation>Früheres Datum bis</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Grad</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>Beurteilt</translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation>Beurteilt von</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Bezeichnung</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>MGRS</source>
        <translation>MGRS</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Picture of the earlier date</source>
        <translation>Bild des früheren Datums</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Raster</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Raster of the earlier date</source>
        <translation>Raster des früheren Datums</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>Kachel</translation>
    </message>
    <message>
        <source>Tile size (m)</source>
        <translation>Kachelgröße (m)</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Was sich verändert hat</translation>
    </message>
    <message>
        <source>What others think of it</source>
        <translation>Was andere davon halten</translation>
    </message>
</context>
<context>
    <name>ProductDialog</name>
    <message>
        <source>Add it to the project</source>
        <translation>Zum Projekt hinzufügen</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Autor</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Export places</source>
        <translation>Orte exportieren</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Open it afterwards</source>
        <translation>Danach öffnen</translation>
    </message>
    <message>
        <source>Open the layout</source>
        <translation>Das Layout öffnen</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <source>There is no folder {folder}. Choose another one.</source>
        <translation>Es gibt keinen Ordner {folder}. Einen anderen wählen.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>{name} exists and gets one more layer.</source>
        <translation>{name} ist vorhanden und bekommt einen weiteren Layer.</translation>
    </message>
    <message>
        <source>{name} exists and will be replaced.</source>
        <translation>{name} ist vorhanden und wird ersetzt.</translation>
    </message>
    <message>
        <source>{which} ({count})</source>
        <translation>{which} ({count})</translation>
    </message>
</context>
<context>
    <name>ProductExport</name>
    <message>
        <source>The file could not be written. {reason}</source>
        <translation>Die Datei konnte nicht geschrieben werden. {reason}</translation>
    </message>
    <message>
        <source>There is no place to write. Confirm some with C, or choose everything that is shown.</source>
        <translation>Es gibt keinen Ort zu schreiben. Einige mit C bestätigen oder alles Gezeigte wählen.</translation>
    </message>
</context>
<context>
    <name>ProductFormats</name>
    <message>
        <source>A cover, then a page for each place.</source>
        <translation>Ein Deckblatt, dann eine Seite für jeden Ort.</translation>
    </message>
    <message>
        <source>A drawing: the geometry without notes or other attributes.</source>
        <translation>Eine Zeichnung: die Geometrie ohne Notizen und andere Attribute.</translation>
    </message>
    <message>
        <source>A print layout in this project, with an atlas over the places, which are kept in a GeoPackage.</source>
        <translation>Ein Drucklayout in diesem Projekt, mit einem Atlas über die Orte, die in einem GeoPackage liegen.</translation>
    </message>
    <message>
        <source>A table with coordinates, without the geometry.</source>
        <translation>Eine Tabelle mit Koordinaten, ohne die Geometrie.</translation>
    </message>
    <message>
        <source>A table with longitude, latitude and MGRS, and the geometry as text.</source>
        <translation>Eine Tabelle mit Länge, Breite und MGRS, und der Geometrie als Text.</translation>
    </message>
    <message>
        <source>Cuts texts to 254 bytes; lines and points that were drawn go to files of their own.</source>
        <translation>Kürzt Texte auf 254 Bytes; gezeichnete Linien und Punkte kommen in eigene Dateien.</translation>
    </message>
    <message>
        <source>KMZ for Google Earth</source>
        <translation>KMZ für Google Earth</translation>
    </message>
    <message>
        <source>Map book</source>
        <translation>Kartenbuch</translation>
    </message>
    <message>
        <source>One file with everything in it, to hand on.</source>
        <translation>Eine Datei mit allem darin, zum Weitergeben.</translation>
    </message>
    <message>
        <source>PDF report</source>
        <translation>PDF-Bericht</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>Webseite</translation>
    </message>
    <message>
        <source>With its style in it; a file that exists gets one more layer.</source>
        <translation>Mit seinem Stil darin; eine vorhandene Datei bekommt einen weiteren Layer.</translation>
    </message>
    <message>
        <source>With pictures, notes and colours in it.</source>
        <translation>Mit Bildern, Notizen und Farben darin.</translation>
    </message>
</context>
<context>
    <name>ProductLayers</name>
    <message>
        <source>{title}, drawn</source>
        <translation>{title}, gezeichnet</translation>
    </message>
    <message>
        <source>{title}, drawn lines</source>
        <translation>{title}, gezeichnete Linien</translation>
    </message>
    <message>
        <source>{title}, drawn points</source>
        <translation>{title}, gezeichnete Punkte</translation>
    </message>
    <message>
        <source>{title}, lines</source>
        <translation>{title}, Linien</translation>
    </message>
    <message>
        <source>{title}, points</source>
        <translation>{title}, Punkte</translation>
    </message>
</context>
<context>
    <name>ProductProgress</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Tilescribe</source>
        <translation>Tilescribe</translation>
    </message>
    <message>
        <source>Writing {name}…</source>
        <translation>{name} wird geschrieben …</translation>
    </message>
</context>
<context>
    <name>ProductWriter</name>
    <message>
        <source>{path} was written but cannot be read.</source>
        <translation>{path} wurde geschrieben, kann aber nicht gelesen werden.</translation>
    </message>
</context>
<context>
    <name>ProgressPage</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Fetch the installer (uv)</source>
        <translation>Das Installationsprogramm (uv) holen</translation>
    </message>
    <message>
        <source>Find a Python, or fetch one</source>
        <translation>Ein Python finden oder holen</translation>
    </message>
    <message>
        <source>Install PyTorch and the engine</source>
        <translation>PyTorch und die Engine installieren</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Make an environment of its own</source>
        <translation>Eine eigene Umgebung anlegen</translation>
    </message>
    <message>
        <source>On their way: {names}</source>
        <translation>Unterwegs: {names}</translation>
    </message>
    <message>
        <source>See that everything loads</source>
        <translation>Prüfen, ob alles lädt</translation>
    </message>
    <message>
        <source>See what is needed</source>
        <translation>Feststellen, was nötig ist</translation>
    </message>
    <message>
        <source>The engine is being set up. QGIS can be used meanwhile.</source>
        <translation>Die Engine wird eingerichtet. QGIS kann unterdessen verwendet werden.</translation>
    </message>
    <message>
        <source>The set-up is being cancelled. What was downloaded is kept for another try.</source>
        <translation>Das Einrichten wird abgebrochen. Was heruntergeladen ist, bleibt für einen weiteren Versuch.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>What was downloaded is kept; another try goes on from there.</source>
        <translation>Was heruntergeladen ist, bleibt; ein weiterer Versuch macht dort weiter.</translation>
    </message>
    <message>
        <source>{amount} QGIS can be used meanwhile.</source>
        <translation>{amount} QGIS kann unterdessen verwendet werden.</translation>
    </message>
</context>
<context>
    <name>QuestionNavigation</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Back to “{question}” (Alt+Left)</source>
        <translation>Zurück zu „{question}“ (Alt+Links)</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vor</translation>
    </message>
    <message>
        <source>Forward to “{question}” (Alt+Right)</source>
        <translation>Vor zu „{question}“ (Alt+Rechts)</translation>
    </message>
    <message>
        <source>similar tiles</source>
        <translation>ähnliche Kacheln</translation>
    </message>
</context>
<context>
    <name>RasterChooser</name>
    <message numerus="yes">
        <source>%Ln rasters</source>
        <translation>
            <numerusform>%Ln Raster</numerusform>
            <numerusform>%Ln Raster</numerusform>
        </translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>{count} single rasters are chosen, and {most} can be. Choose whole folders, a label or dates instead.</source>
        <translation>{count} einzelne Raster sind gewählt, {most} können es sein. Stattdessen ganze Ordner, eine Bezeichnung oder Daten wählen.</translation>
    </message>
</context>
<context>
    <name>RasterTableModel</name>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Date from</source>
        <translation>Datum aus</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Bezeichnung</translation>
    </message>
    <message>
        <source>Raster</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>Kacheln</translation>
    </message>
    <message>
        <source>file name</source>
        <translation>Dateiname</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>kein Datum</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
</context>
<context>
    <name>RasterTreeModel</name>
    <message>
        <source>Without a folder</source>
        <translation>Ohne Ordner</translation>
    </message>
</context>
<context>
    <name>ReembedDialog</name>
    <message>
        <source>As the model prefers</source>
        <translation>Wie das Modell es vorzieht</translation>
    </message>
    <message>
        <source>Embed the texts anew</source>
        <translation>Texte neu einbetten</translation>
    </message>
    <message>
        <source>Embedder</source>
        <translation>Embedder</translation>
    </message>
    <message>
        <source>Gives every text a vector of another embedder. Nothing is described again.</source>
        <translation>Gibt jedem Text einen Vektor eines anderen Embedders. Nichts wird neu beschrieben.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
</context>
<context>
    <name>ResultHints</name>
    <message>
        <source>Dates or labels of rasters have changed since.</source>
        <translation>Daten oder Bezeichnungen von Rastern haben sich seitdem geändert.</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Noch einmal suchen</translation>
    </message>
    <message>
        <source>The filters have changed since.</source>
        <translation>Die Filter haben sich seitdem geändert.</translation>
    </message>
    <message>
        <source>The map shows none of the results.</source>
        <translation>Die Karte zeigt keines der Ergebnisse.</translation>
    </message>
    <message>
        <source>Zoom to all</source>
        <translation>Auf alle zoomen</translation>
    </message>
</context>
<context>
    <name>ResultLayer</name>
    <message>
        <source>Acquired</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Acquired from {first} to {last}.</source>
        <translation>Aufgenommen von {first} bis {last}.</translation>
    </message>
    <message>
        <source>Acquired until</source>
        <translation>Aufgenommen bis</translation>
    </message>
    <message>
        <source>Asked {moment}; question and descriptions compared with {model}.</source>
        <translation>Gefragt {moment}; Frage und Beschreibungen verglichen mit {model}.</translation>
    </message>
    <message>
        <source>Catalog: {path}</source>
        <translation>Katalog: {path}</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Date and label</source>
        <translation>Datum und Bezeichnung</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>File is there</source>
        <translation>Datei ist da</translation>
    </message>
    <message>
        <source>Found by words or picture</source>
        <translation>Gefunden durch Worte oder Bild</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Grad</translation>
    </message>
    <message>
        <source>Grade: %1</source>
        <translation>Grad: %1</translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation>Beurteilt von</translation>
    </message>
    <message>
        <source>Judged by others</source>
        <translation>Von anderen beurteilt</translation>
    </message>
    <message>
        <source>Labels: {labels}.</source>
        <translation>Bezeichnungen: {labels}.</translation>
    </message>
    <message>
        <source>Matched words</source>
        <translation>Passende Wörter</translation>
    </message>
    <message>
        <source>Matching description</source>
        <translation>Passende Beschreibung</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>Notiz: %1</translation>
    </message>
    <message>
        <source>Only within an area.</source>
        <translation>Nur in einem Gebiet.</translation>
    </message>
    <message>
        <source>Other date of the place</source>
        <translation>Anderes Datum des Ortes</translation>
    </message>
    <message>
        <source>Question: {question}</source>
        <translation>Frage: {question}</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Rank value of the closer look</source>
        <translation>Rangwert des genaueren Blicks</translation>
    </message>
    <message>
        <source>Raster</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Rasters: {names}.</source>
        <translation>Raster: {names}.</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Verworfen</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Score of at least {score}.</source>
        <translation>Score von mindestens {score}.</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>The layer {name} did not take the change, which the catalog keeps: {reason}</source>
        <translation>Der Layer {name} hat die Änderung nicht angenommen, die der Katalog behält: {reason}</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>Kachel</translation>
    </message>
    <message>
        <source>Tile size (m)</source>
        <translation>Kachelgröße (m)</translation>
    </message>
    <message>
        <source>Tile sizes: {sizes}.</source>
        <translation>Kachelgrößen: {sizes}.</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Valid share</source>
        <translation>Gültiger Anteil</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>What speaks against it</source>
        <translation>Was dagegen spricht</translation>
    </message>
    <message>
        <source>the file may not be written</source>
        <translation>die Datei darf nicht beschrieben werden</translation>
    </message>
    <message>
        <source>{found} of {candidates} tiles.</source>
        <translation>{found} von {candidates} Kacheln.</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>Other dates: {dates}</source>
        <translation>Andere Daten: {dates}</translation>
    </message>
    <message>
        <source>by its picture</source>
        <translation>durch ihr Bild</translation>
    </message>
    <message>
        <source>{raster} (file gone)</source>
        <translation>{raster} (Datei fehlt)</translation>
    </message>
</context>
<context>
    <name>ResultsHeader</name>
    <message numerus="yes">
        <source>%Ln rasters without a date left out</source>
        <translation>
            <numerusform>%Ln Raster ohne Datum weggelassen</numerusform>
            <numerusform>%Ln Raster ohne Datum weggelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>A click leaves the map as it is</source>
        <translation>Ein Klick lässt die Karte, wie sie ist</translation>
    </message>
    <message>
        <source>A click moves the map to the tile</source>
        <translation>Ein Klick verschiebt die Karte zur Kachel</translation>
    </message>
    <message>
        <source>A click zooms to the tile</source>
        <translation>Ein Klick zoomt auf die Kachel</translation>
    </message>
    <message>
        <source>Export places…</source>
        <translation>Orte exportieren …</translation>
    </message>
    <message>
        <source>Heat map of this question as a layer…</source>
        <translation>Wärmekarte dieser Frage als Layer …</translation>
    </message>
    <message>
        <source>Keep these results: the next question makes another layer</source>
        <translation>Diese Ergebnisse behalten: die nächste Frage legt einen weiteren Layer an</translation>
    </message>
    <message>
        <source>Keep this layer in a GeoPackage…</source>
        <translation>Diesen Layer in einem GeoPackage behalten …</translation>
    </message>
    <message>
        <source>Map book…</source>
        <translation>Kartenbuch …</translation>
    </message>
    <message>
        <source>PDF report…</source>
        <translation>PDF-Bericht …</translation>
    </message>
    <message>
        <source>Read as: {reading}</source>
        <translation>Gelesen als: {reading}</translation>
    </message>
    <message>
        <source>Save or export these results</source>
        <translation>Diese Ergebnisse speichern oder exportieren</translation>
    </message>
    <message>
        <source>Search here</source>
        <translation>Hier suchen</translation>
    </message>
    <message>
        <source>The layer was removed: show these results on the map again</source>
        <translation>Der Layer wurde entfernt: diese Ergebnisse wieder auf der Karte zeigen</translation>
    </message>
    <message>
        <source>The map has moved since: search what it shows now</source>
        <translation>Die Karte wurde seitdem verschoben: suchen, wo sie jetzt ist</translation>
    </message>
    <message>
        <source>Web page…</source>
        <translation>Webseite …</translation>
    </message>
    <message>
        <source>What a click on a result does</source>
        <translation>Was ein Klick auf ein Ergebnis tut</translation>
    </message>
    <message>
        <source>less like {count}</source>
        <translation>weniger wie {count}</translation>
    </message>
    <message>
        <source>more like {count}</source>
        <translation>mehr wie {count}</translation>
    </message>
    <message>
        <source>similar to tile {number}</source>
        <translation>ähnlich wie Kachel {number}</translation>
    </message>
    <message>
        <source>{count} looked at closer</source>
        <translation>{count} genauer angesehen</translation>
    </message>
    <message>
        <source>{found} of {candidates} tiles</source>
        <translation>{found} von {candidates} Kacheln</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>Rank {rank}, score {score}: {heading}</source>
        <translation>Rang {rank}, Score {score}: {heading}</translation>
    </message>
</context>
<context>
    <name>ResultsOutput</name>
    <message>
        <source>Confirmed only</source>
        <translation>Nur bestätigte</translation>
    </message>
    <message>
        <source>Everything shown</source>
        <translation>Alles Gezeigte</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Save the results</source>
        <translation>Ergebnisse speichern</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>Ausgewählte</translation>
    </message>
    <message>
        <source>The layer is being edited. Save or discard your edits, then save the results.</source>
        <translation>Der Layer wird bearbeitet. Die Änderungen speichern oder verwerfen, dann die Ergebnisse speichern.</translation>
    </message>
    <message>
        <source>The results were saved, but {path} took no style.</source>
        <translation>Die Ergebnisse wurden gespeichert, aber {path} hat keinen Stil angenommen.</translation>
    </message>
    <message>
        <source>{path} was written but cannot be read.</source>
        <translation>{path} wurde geschrieben, kann aber nicht gelesen werden.</translation>
    </message>
</context>
<context>
    <name>SearchDock</name>
    <message>
        <source>Catalogs</source>
        <translation>Kataloge</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Mission</source>
        <translation>Einsatz</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Tilescribe</source>
        <translation>Tilescribe</translation>
    </message>
    <message>
        <source>Written to &lt;a href=&quot;{url}&quot;&gt;{path}&lt;/a&gt;</source>
        <translation>Geschrieben: &lt;a href=&quot;{url}&quot;&gt;{path}&lt;/a&gt;</translation>
    </message>
</context>
<context>
    <name>SearchLine</name>
    <message>
        <source>Asks what is different from the date before. Without a question, shows what has changed most.</source>
        <translation>Fragt, was anders ist als am Datum davor. Ohne Frage zeigt es, was sich am meisten verändert hat.</translation>
    </message>
    <message>
        <source>Describe in plain words what can be seen. The arrow down shows earlier questions.</source>
        <translation>In einfachen Worten beschreiben, was zu sehen ist. Pfeil nach unten zeigt frühere Fragen.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>What are you looking for in {catalog}?</source>
        <translation>Was suchen Sie in {catalog}?</translation>
    </message>
    <message>
        <source>What are you looking for?</source>
        <translation>Was suchen Sie?</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Was sich verändert hat</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Describe a place: click it on the map</source>
        <translation>Einen Ort beschreiben: auf die Karte klicken</translation>
    </message>
    <message>
        <source>Find places like one: click it on the map</source>
        <translation>Ähnliche Orte finden: auf die Karte klicken</translation>
    </message>
    <message>
        <source>Judge on the map: click a result, then press C, R, U or N</source>
        <translation>Auf der Karte beurteilen: ein Ergebnis anklicken, dann C, R, U oder N drücken</translation>
    </message>
    <message>
        <source>Like tile {number}</source>
        <translation>Wie Kachel {number}</translation>
    </message>
    <message>
        <source>What has changed most</source>
        <translation>Was sich am meisten verändert hat</translation>
    </message>
    <message>
        <source>buildings along a road</source>
        <translation>Gebäude entlang einer Straße</translation>
    </message>
    <message>
        <source>fields without houses</source>
        <translation>Felder ohne Häuser</translation>
    </message>
    <message>
        <source>water beside trees</source>
        <translation>Wasser neben Bäumen</translation>
    </message>
</context>
<context>
    <name>SecondCanvas</name>
    <message>
        <source>Other date</source>
        <translation>Anderes Datum</translation>
    </message>
</context>
<context>
    <name>SetupOptionsPanel</name>
    <message>
        <source>A Python that has Tilescribe</source>
        <translation>Ein Python, das Tilescribe hat</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>As fits this computer</source>
        <translation>Passend für diesen Rechner</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Connect to a running engine</source>
        <translation>Mit einer laufenden Engine verbinden</translation>
    </message>
    <message>
        <source>Folder of wheels</source>
        <translation>Ordner mit Wheels</translation>
    </message>
    <message>
        <source>For an NVIDIA card (3.5 GB to download)</source>
        <translation>Für eine NVIDIA-Karte (3,5 GB Download)</translation>
    </message>
    <message>
        <source>For the processor (smaller)</source>
        <translation>Für den Prozessor (kleiner)</translation>
    </message>
    <message>
        <source>Found, or downloaded</source>
        <translation>Gefunden oder heruntergeladen</translation>
    </message>
    <message>
        <source>From the internet</source>
        <translation>Aus dem Internet</translation>
    </message>
    <message>
        <source>How the engine is set up</source>
        <translation>Wie die Engine eingerichtet wird</translation>
    </message>
    <message>
        <source>Interpreter</source>
        <translation>Interpreter</translation>
    </message>
    <message>
        <source>Kept for this session only</source>
        <translation>Nur für diese Sitzung behalten</translation>
    </message>
    <message>
        <source>Mirror of Pythons</source>
        <translation>Spiegel für Pythons</translation>
    </message>
    <message>
        <source>Only asked where this computer has no Python that the engine can use</source>
        <translation>Nur gefragt, wenn dieser Rechner kein Python hat, das die Engine nutzen kann</translation>
    </message>
    <message>
        <source>Or the file that the engine named when it started</source>
        <translation>Oder die Datei, die die Engine beim Start genannt hat</translation>
    </message>
    <message>
        <source>Package index</source>
        <translation>Paketindex</translation>
    </message>
    <message>
        <source>PyTorch</source>
        <translation>PyTorch</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Token file</source>
        <translation>Token-Datei</translation>
    </message>
    <message>
        <source>Use an existing interpreter</source>
        <translation>Einen vorhandenen Interpreter verwenden</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
</context>
<context>
    <name>SetupPage</name>
    <message>
        <source>A file could not be removed: {reason}</source>
        <translation>Eine Datei konnte nicht entfernt werden: {reason}</translation>
    </message>
    <message>
        <source>Another QGIS is setting the engine up. Wait until it has finished.</source>
        <translation>Ein anderes QGIS richtet gerade die Engine ein. Warten, bis es fertig ist.</translation>
    </message>
    <message>
        <source>Forget this engine? Nothing is deleted.</source>
        <translation>Diese Engine vergessen? Nichts wird gelöscht.</translation>
    </message>
    <message>
        <source>Remove the engine and everything that was set up for it? Catalogs stay as they are.</source>
        <translation>Die Engine und alles entfernen, was für sie eingerichtet wurde? Kataloge bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>The engine was removed. Catalogs are still there.</source>
        <translation>Die Engine wurde entfernt. Kataloge sind noch da.</translation>
    </message>
    <message>
        <source>The report was copied to the clipboard. Read it before you send it.</source>
        <translation>Der Bericht wurde in die Zwischenablage kopiert. Vor dem Senden durchlesen.</translation>
    </message>
    <message>
        <source>Tilescribe</source>
        <translation>Tilescribe</translation>
    </message>
</context>
<context>
    <name>SetupTask</name>
    <message>
        <source>Set up Tilescribe&apos;s engine</source>
        <translation>Die Engine von Tilescribe einrichten</translation>
    </message>
</context>
<context>
    <name>ShapeDrawer</name>
    <message>
        <source>Click along the line; right click ends, Backspace takes one back, Esc gives up.</source>
        <translation>Die Linie entlang klicken; Rechtsklick beendet, Rücktaste nimmt einen zurück, Esc gibt auf.</translation>
    </message>
    <message>
        <source>Click the corners; right click ends, Backspace takes one back, Esc gives up.</source>
        <translation>Die Ecken anklicken; Rechtsklick beendet, Rücktaste nimmt eine zurück, Esc gibt auf.</translation>
    </message>
    <message>
        <source>Click the place; Esc gives up.</source>
        <translation>Den Ort anklicken; Esc gibt auf.</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Count on “{tile}”</source>
        <translation>Zählen auf „{tile}“</translation>
    </message>
    <message>
        <source>Drag corners; double-click a side for a new one; Delete removes one; right click keeps it, Esc leaves it as it was.</source>
        <translation>Ecken ziehen; Doppelklick auf eine Seite für eine neue; Entf entfernt eine; Rechtsklick behält es, Esc lässt es, wie es war.</translation>
    </message>
    <message>
        <source>Draw on “{tile}”</source>
        <translation>Zeichnen auf „{tile}“</translation>
    </message>
    <message>
        <source>How many are there on this tile?</source>
        <translation>Wie viele sind auf dieser Kachel?</translation>
    </message>
    <message>
        <source>Remove the count on “{tile}”</source>
        <translation>Die Anzahl auf „{tile}“ entfernen</translation>
    </message>
    <message>
        <source>Remove the drawing on “{tile}”</source>
        <translation>Die Zeichnung auf „{tile}“ entfernen</translation>
    </message>
    <message>
        <source>Remove {count} drawings</source>
        <translation>{count} Zeichnungen entfernen</translation>
    </message>
    <message>
        <source>The drawing lies nowhere on Earth, or on both sides of the 180th meridian. Draw it on one.</source>
        <translation>Die Zeichnung liegt nirgends auf der Erde oder beiderseits des 180. Meridians. Auf einer Seite zeichnen.</translation>
    </message>
    <message>
        <source>The map shows no place on Earth. Set the project&apos;s CRS, and try again.</source>
        <translation>Die Karte zeigt keinen Ort auf der Erde. Das KBS des Projekts setzen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The map&apos;s CRS has no such place. Choose another, and try again.</source>
        <translation>Das KBS der Karte hat keinen solchen Ort. Ein anderes wählen und noch einmal versuchen.</translation>
    </message>
</context>
<context>
    <name>ShapeTool</name>
    <message>
        <source>A line needs two places.</source>
        <translation>Eine Linie braucht zwei Orte.</translation>
    </message>
    <message>
        <source>A polygon needs three corners that are not in a line.</source>
        <translation>Ein Polygon braucht drei Ecken, die nicht auf einer Geraden liegen.</translation>
    </message>
    <message>
        <source>The sides of the polygon cross: move or take back a corner (Backspace).</source>
        <translation>Die Seiten des Polygons kreuzen sich: eine Ecke verschieben oder zurücknehmen (Rücktaste).</translation>
    </message>
</context>
<context>
    <name>Shapes</name>
    <message>
        <source>Point</source>
        <translation>Punkt</translation>
    </message>
</context>
<context>
    <name>TileActions</name>
    <message>
        <source>Choose a catalog first.</source>
        <translation>Erst einen Katalog wählen.</translation>
    </message>
    <message>
        <source>Describe this place</source>
        <translation>Diesen Ort beschreiben</translation>
    </message>
    <message>
        <source>Describe what the map shows now</source>
        <translation>Beschreiben, was die Karte jetzt zeigt</translation>
    </message>
    <message>
        <source>Find places like this</source>
        <translation>Ähnliche Orte finden</translation>
    </message>
    <message>
        <source>There is no tile of the catalog at this place.</source>
        <translation>An diesem Ort gibt es keine Kachel des Katalogs.</translation>
    </message>
    <message>
        <source>Tilescribe</source>
        <translation>Tilescribe</translation>
    </message>
</context>
<context>
    <name>TileDetails</name>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>After ({date})</source>
        <translation>Nachher ({date})</translation>
    </message>
    <message>
        <source>Blank: there is nothing to describe.</source>
        <translation>Leer: es gibt nichts zu beschreiben.</translation>
    </message>
    <message>
        <source>Blank: {reason}</source>
        <translation>Leer: {reason}</translation>
    </message>
    <message>
        <source>Corrected by hand</source>
        <translation>Von Hand korrigiert</translation>
    </message>
    <message>
        <source>Could not be described: {reason}</source>
        <translation>Konnte nicht beschrieben werden: {reason}</translation>
    </message>
    <message>
        <source>Described by the built-in model</source>
        <translation>Vom eingebauten Modell beschrieben</translation>
    </message>
    <message>
        <source>Described by {captioner}</source>
        <translation>Beschrieben von {captioner}</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>No summary.</source>
        <translation>Keine Zusammenfassung.</translation>
    </message>
    <message>
        <source>Not described yet.</source>
        <translation>Noch nicht beschrieben.</translation>
    </message>
    <message>
        <source>Picture and bands disagree</source>
        <translation>Bild und Bänder widersprechen sich</translation>
    </message>
    <message>
        <source>Recognised</source>
        <translation>Erkannt</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Anteile</translation>
    </message>
    <message>
        <source>There are more tiles here. Zoom in to see them described.</source>
        <translation>Hier gibt es mehr Kacheln. Hineinzoomen, um sie beschrieben zu sehen.</translation>
    </message>
    <message>
        <source>There is no imagery here.</source>
        <translation>Hier gibt es keine Bilddaten.</translation>
    </message>
    <message>
        <source>What lowers the score</source>
        <translation>Was den Score senkt</translation>
    </message>
    <message>
        <source>What the tile shows</source>
        <translation>Was die Kachel zeigt</translation>
    </message>
    <message>
        <source>described now, not kept</source>
        <translation>jetzt beschrieben, nicht behalten</translation>
    </message>
    <message>
        <source>tile {number}</source>
        <translation>Kachel {number}</translation>
    </message>
</context>
<context>
    <name>TileDetailsPage</name>
    <message>
        <source>Back to the results</source>
        <translation>Zurück zu den Ergebnissen</translation>
    </message>
    <message>
        <source>Correct the description…</source>
        <translation>Beschreibung korrigieren …</translation>
    </message>
    <message>
        <source>Find similar</source>
        <translation>Ähnliche finden</translation>
    </message>
    <message>
        <source>Looking at the parts of the tile…</source>
        <translation>Die Teile der Kachel werden angesehen …</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>The next tile (Right)</source>
        <translation>Die nächste Kachel (Rechts)</translation>
    </message>
    <message>
        <source>The tile before (Left)</source>
        <translation>Die vorige Kachel (Links)</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Where in the tile it matches</source>
        <translation>Wo in der Kachel es passt</translation>
    </message>
    <message>
        <source>Where “{question}” matches: parts of the tile score from {lowest} to {highest}, all of it {whole}.</source>
        <translation>Wo „{question}“ passt: Teile der Kachel haben Scores von {lowest} bis {highest}, die ganze {whole}.</translation>
    </message>
</context>
<context>
    <name>Tilescribe</name>
    <message>
        <source>A download arrived damaged.</source>
        <translation>Ein Download ist beschädigt angekommen.</translation>
    </message>
    <message>
        <source>A file could not be written; a virus scanner may hold it.</source>
        <translation>Eine Datei konnte nicht geschrieben werden; vielleicht hält ein Virenscanner sie fest.</translation>
    </message>
    <message>
        <source>A library of PyTorch does not load.</source>
        <translation>Eine Bibliothek von PyTorch lässt sich nicht laden.</translation>
    </message>
    <message>
        <source>A step of the set-up failed.</source>
        <translation>Ein Schritt der Einrichtung ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Add your organisation&apos;s authority in QGIS (Settings ▸ Options ▸ Authentication), then try again.</source>
        <translation>Die Zertifizierungsstelle der Organisation in QGIS hinzufügen (Einstellungen ▸ Optionen ▸ Authentifizierung), dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Another QGIS is setting the engine up.</source>
        <translation>Ein anderes QGIS richtet die Engine gerade ein.</translation>
    </message>
    <message>
        <source>Ask again to start it.</source>
        <translation>Noch einmal fragen, um sie zu starten.</translation>
    </message>
    <message>
        <source>Ask whoever keeps it to add {name}, or to let this computer reach download.pytorch.org; or install from a folder of wheels.</source>
        <translation>Wer ihn betreut, kann {name} aufnehmen oder diesem Rechner download.pytorch.org freigeben; oder aus einem Ordner mit Wheels installieren.</translation>
    </message>
    <message>
        <source>Ask whoever keeps it to add {name}; or name another index; or install from a folder of wheels.</source>
        <translation>Wer ihn betreut, kann {name} aufnehmen; oder einen anderen Index angeben; oder aus einem Ordner mit Wheels installieren.</translation>
    </message>
    <message>
        <source>Check its address, with user and password if it asks for them (https://user:password@…).</source>
        <translation>Die Adresse prüfen, mit Benutzer und Passwort, falls er danach fragt (https://benutzer:passwort@…).</translation>
    </message>
    <message>
        <source>Check its address; ask whoever keeps it to add that version of uv; or install from a folder of wheels.</source>
        <translation>Die Adresse prüfen; wer ihn betreut, kann diese Version von uv aufnehmen; oder aus einem Ordner mit Wheels installieren.</translation>
    </message>
    <message>
        <source>Check the network and the proxy in QGIS&apos;s options, then try again; or install from a folder of wheels.</source>
        <translation>Das Netz und den Proxy in den Optionen von QGIS prüfen, dann noch einmal versuchen; oder aus einem Ordner mit Wheels installieren.</translation>
    </message>
    <message>
        <source>Check the proxy in QGIS under Settings ▸ Options ▸ Network, then try again.</source>
        <translation>Den Proxy in QGIS unter Einstellungen ▸ Optionen ▸ Netzwerk prüfen, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Check the token on the set-up page, or let the plugin start an engine of its own.</source>
        <translation>Das Token auf der Seite der Einrichtung prüfen, oder das Plugin eine eigene Engine starten lassen.</translation>
    </message>
    <message>
        <source>Choose another Python (3.11 to 3.14, 64 bits) or another package index, then try again.</source>
        <translation>Ein anderes Python (3.11 bis 3.14, 64 Bit) oder einen anderen Paketindex wählen, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Choose another Python.</source>
        <translation>Ein anderes Python wählen.</translation>
    </message>
    <message>
        <source>Close other programs and try again.</source>
        <translation>Andere Programme schließen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Connect to an engine on another computer.</source>
        <translation>Mit einer Engine auf einem anderen Rechner verbinden.</translation>
    </message>
    <message>
        <source>Fill it on a computer with a network, for the same system and Python version (the help tells how).</source>
        <translation>Auf einem Rechner mit Netz füllen, für dasselbe System und dieselbe Version von Python (die Hilfe sagt, wie).</translation>
    </message>
    <message>
        <source>Fill it on a computer with a network, for this system: pip download uv (the help tells how).</source>
        <translation>Auf einem Rechner mit Netz füllen, für dieses System: pip download uv (die Hilfe sagt, wie).</translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation>Platz schaffen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Install Python 3.12 from python.org or your system&apos;s packages, then try again; or name a mirror under Other ways ▸ How the engine is set up ▸ Mirror of Pythons.</source>
        <translation>Python 3.12 von python.org oder aus den Paketen des Systems installieren, dann noch einmal versuchen; oder unter Andere Wege einen Spiegel für Pythons angeben.</translation>
    </message>
    <message>
        <source>Install Python 3.12, or put its archive into the folder (the help tells how).</source>
        <translation>Python 3.12 installieren oder sein Archiv in den Ordner legen (die Hilfe sagt, wie).</translation>
    </message>
    <message>
        <source>Install the Microsoft Visual C++ Redistributable (x64), then try again.</source>
        <translation>Das Microsoft Visual C++ Redistributable (x64) installieren, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Install the plugin from its zip with the engine, or name a package index that has it.</source>
        <translation>Das Plugin aus seinem Zip mit der Engine installieren oder einen Paketindex angeben, der sie hat.</translation>
    </message>
    <message>
        <source>It does not use the card.</source>
        <translation>Sie nutzt die Karte nicht.</translation>
    </message>
    <message>
        <source>It is being started again; ask again in a moment.</source>
        <translation>Sie wird neu gestartet; gleich noch einmal fragen.</translation>
    </message>
    <message>
        <source>It may be busy; try again, or restart it on the set-up page.</source>
        <translation>Sie ist vielleicht beschäftigt; noch einmal versuchen oder auf der Seite der Einrichtung neu starten.</translation>
    </message>
    <message>
        <source>It said: {line}</source>
        <translation>Die Meldung: {line}</translation>
    </message>
    <message>
        <source>It said: {log}</source>
        <translation>Sie sagte: {log}</translation>
    </message>
    <message>
        <source>Its last words: {log}</source>
        <translation>Ihre letzten Worte: {log}</translation>
    </message>
    <message>
        <source>Look at the log; try again, or copy the report.</source>
        <translation>Das Protokoll ansehen; noch einmal versuchen oder den Bericht kopieren.</translation>
    </message>
    <message>
        <source>Make the diagnostics report, or set the engine up anew.</source>
        <translation>Den Diagnosebericht erstellen oder die Engine neu einrichten.</translation>
    </message>
    <message>
        <source>Needed once: about {download} to download, {disk} on disk ({kind}, the engine and what it needs).</source>
        <translation>Einmal nötig: etwa {download} Download, {disk} auf dem Datenträger ({kind}, die Engine und was sie braucht).</translation>
    </message>
    <message>
        <source>Nothing is downloaded: everything comes from {folder}.</source>
        <translation>Nichts wird heruntergeladen: alles kommt aus {folder}.</translation>
    </message>
    <message>
        <source>Put a whole one in its place, then try again.</source>
        <translation>Ein unbeschädigtes an seine Stelle legen, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>PyTorch comes from {index} instead.</source>
        <translation>PyTorch kommt stattdessen von {index}.</translation>
    </message>
    <message>
        <source>PyTorch for the processor</source>
        <translation>PyTorch für den Prozessor</translation>
    </message>
    <message>
        <source>PyTorch is not made for the processor of this computer ({processor}).</source>
        <translation>Für den Prozessor dieses Rechners ({processor}) gibt es kein PyTorch.</translation>
    </message>
    <message>
        <source>PyTorch with CUDA for NVIDIA cards</source>
        <translation>PyTorch mit CUDA für NVIDIA-Karten</translation>
    </message>
    <message>
        <source>PyTorch&apos;s own server, {host}, cannot be reached.</source>
        <translation>Der Server von PyTorch, {host}, ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>PyTorch&apos;s own server, {host}, cannot be reached: its certificate is not trusted.</source>
        <translation>Der Server von PyTorch, {host}, ist nicht erreichbar: seinem Zertifikat wird nicht vertraut.</translation>
    </message>
    <message>
        <source>PyTorch&apos;s own server, {host}, cannot be reached: the proxy refused the connection.</source>
        <translation>Der Server von PyTorch, {host}, ist nicht erreichbar: der Proxy hat die Verbindung abgelehnt.</translation>
    </message>
    <message>
        <source>PyTorch&apos;s own server, {host}, has no build that fits.</source>
        <translation>Der Server von PyTorch, {host}, hat keine passende Fassung.</translation>
    </message>
    <message>
        <source>PyTorch&apos;s own server, {host}, refused the request (403).</source>
        <translation>Der Server von PyTorch, {host}, hat die Anfrage abgelehnt (403).</translation>
    </message>
    <message>
        <source>Set it up; this is needed once.</source>
        <translation>Einrichten; das ist einmal nötig.</translation>
    </message>
    <message>
        <source>Something else may be listening at this address; restart the engine on the set-up page.</source>
        <translation>Vielleicht horcht etwas anderes an dieser Adresse; die Engine auf der Seite der Einrichtung neu starten.</translation>
    </message>
    <message>
        <source>Start it again from the dock.</source>
        <translation>Sie im Dock neu starten.</translation>
    </message>
    <message>
        <source>Start it again; if it fails again, make the diagnostics report or set the engine up anew.</source>
        <translation>Noch einmal starten; wenn es wieder misslingt, den Diagnosebericht erstellen oder die Engine neu einrichten.</translation>
    </message>
    <message>
        <source>The answer (status {status}) was not understood: {reason}.</source>
        <translation>Die Antwort (Status {status}) wurde nicht verstanden: {reason}.</translation>
    </message>
    <message>
        <source>The answer was not understood: {reason}.</source>
        <translation>Die Antwort wurde nicht verstanden: {reason}.</translation>
    </message>
    <message>
        <source>The certificate of {host} is not trusted; a company network often puts its own in between.</source>
        <translation>Dem Zertifikat von {host} wird nicht vertraut; Firmennetze setzen oft ihr eigenes dazwischen.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>The disk of {folder} has {free} GB free; setting up takes {needed} GB.</source>
        <translation>Auf dem Datenträger von {folder} sind {free} GB frei; die Einrichtung braucht {needed} GB.</translation>
    </message>
    <message>
        <source>The engine at this address does not accept the token.</source>
        <translation>Die Engine an dieser Adresse nimmt das Token nicht an.</translation>
    </message>
    <message>
        <source>The engine cannot be reached: {reason}.</source>
        <translation>Die Engine ist nicht erreichbar: {reason}.</translation>
    </message>
    <message>
        <source>The engine did not start: {reason}.</source>
        <translation>Die Engine ist nicht gestartet: {reason}.</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly ({how}).</source>
        <translation>Die Engine endete unerwartet ({how}).</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly {times} times in a few minutes and is not started again. {last}</source>
        <translation>Die Engine endete in wenigen Minuten {times} Mal unerwartet und wird nicht neu gestartet. {last}</translation>
    </message>
    <message>
        <source>The engine has not answered for {count} seconds.</source>
        <translation>Die Engine hat seit {count} Sekunden nicht geantwortet.</translation>
    </message>
    <message>
        <source>The engine is being set up from {folder}; nothing is downloaded.</source>
        <translation>Die Engine wird aus {folder} eingerichtet; nichts wird heruntergeladen.</translation>
    </message>
    <message>
        <source>The engine is not set up yet.</source>
        <translation>Die Engine ist noch nicht eingerichtet.</translation>
    </message>
    <message>
        <source>The engine was stopped before it could answer.</source>
        <translation>Die Engine wurde angehalten, bevor sie antworten konnte.</translation>
    </message>
    <message>
        <source>The engine{version} speaks version {theirs} of the interface, this plugin version {ours}.</source>
        <translation>Die Engine{version} spricht Version {theirs} der Schnittstelle, dieses Plugin Version {ours}.</translation>
    </message>
    <message>
        <source>The folder of wheels {folder} has a uv that is too old ({wheel}); version {oldest} is needed.</source>
        <translation>Der Ordner mit Wheels {folder} hat ein zu altes uv ({wheel}); nötig ist Version {oldest}.</translation>
    </message>
    <message>
        <source>The folder of wheels {folder} has no wheel of uv, which the engine is set up with.</source>
        <translation>Der Ordner mit Wheels {folder} hat kein Wheel von uv, mit dem die Engine eingerichtet wird.</translation>
    </message>
    <message>
        <source>The folder of wheels {folder} has no {name} that fits this system and this Python.</source>
        <translation>Der Ordner mit Wheels {folder} hat kein {name}, das zu diesem System und diesem Python passt.</translation>
    </message>
    <message>
        <source>The folder of wheels {folder} has uv for other systems only; the engine is set up with it.</source>
        <translation>Der Ordner mit Wheels {folder} hat uv nur für andere Systeme; die Engine wird damit eingerichtet.</translation>
    </message>
    <message>
        <source>The folder of wheels {folder} holds none either.</source>
        <translation>Auch im Ordner mit Wheels {folder} liegt keines.</translation>
    </message>
    <message>
        <source>The folder of wheels {folder} lacks {name}, which the engine needs.</source>
        <translation>Im Ordner mit Wheels {folder} fehlt {name}, das die Engine braucht.</translation>
    </message>
    <message>
        <source>The installer that came from {host} is not the one that was tested: the SHA-256 of {wheel} differs. It was not started.</source>
        <translation>Das Installationsprogramm von {host} ist nicht das getestete: der SHA-256 von {wheel} ist ein anderer. Es wurde nicht gestartet.</translation>
    </message>
    <message>
        <source>The one in the folder of wheels {folder} cannot be used: {reason}</source>
        <translation>Das im Ordner mit Wheels {folder} kann nicht verwendet werden: {reason}</translation>
    </message>
    <message>
        <source>The package index {index} has no uv, which the engine is set up with ({wheel}).</source>
        <translation>Der Paketindex {index} hat kein uv, mit dem die Engine eingerichtet wird ({wheel}).</translation>
    </message>
    <message>
        <source>The package index {index} has no {name} (PyTorch), which the engine needs.</source>
        <translation>Der Paketindex {index} hat kein {name} (PyTorch), das die Engine braucht.</translation>
    </message>
    <message>
        <source>The package index {index} has no {name} that fits this system, this Python and the versions that were tested.</source>
        <translation>Der Paketindex {index} hat kein {name}, das zu diesem System, diesem Python und den getesteten Versionen passt.</translation>
    </message>
    <message>
        <source>The package index {index} has no {name}, and this copy of the plugin comes without the engine.</source>
        <translation>Der Paketindex {index} hat kein {name}, und dieses Exemplar des Plugins kommt ohne die Engine.</translation>
    </message>
    <message>
        <source>The package index {index} has no {name}, which the engine needs.</source>
        <translation>Der Paketindex {index} hat kein {name}, das die Engine braucht.</translation>
    </message>
    <message>
        <source>The package index {index} refused the request ({answer}).</source>
        <translation>Der Paketindex {index} hat die Anfrage abgelehnt ({answer}).</translation>
    </message>
    <message>
        <source>The plugin was updated to {needed}; the engine is still {installed}.</source>
        <translation>Das Plugin wurde auf {needed} aktualisiert; die Engine ist noch {installed}.</translation>
    </message>
    <message>
        <source>The proxy refused the connection to {host}.</source>
        <translation>Der Proxy hat die Verbindung zu {host} abgelehnt.</translation>
    </message>
    <message>
        <source>There is no Python 3.11 to 3.14 (64 bits) on this computer, and none could be downloaded from {hosts}: {reason}</source>
        <translation>Auf diesem Rechner gibt es kein Python 3.11 bis 3.14 (64 Bit), und von {hosts} konnte keines heruntergeladen werden: {reason}</translation>
    </message>
    <message>
        <source>There is no Python 3.11 to 3.14 (64 bits) on this computer.</source>
        <translation>Auf diesem Rechner gibt es kein Python 3.11 bis 3.14 (64 Bit).</translation>
    </message>
    <message>
        <source>There is no installer (uv) for this system ({system}, {processor}).</source>
        <translation>Für dieses System ({system}, {processor}) gibt es kein Installationsprogramm (uv).</translation>
    </message>
    <message>
        <source>There was not enough memory.</source>
        <translation>Der Arbeitsspeicher reichte nicht.</translation>
    </message>
    <message>
        <source>This Mac has an Intel processor, for which PyTorch is no longer made.</source>
        <translation>Dieser Mac hat einen Prozessor von Intel, für den es kein PyTorch mehr gibt.</translation>
    </message>
    <message>
        <source>This Python is {version}; the engine needs 3.11 to 3.14.</source>
        <translation>Dieses Python ist {version}; die Engine braucht 3.11 bis 3.14.</translation>
    </message>
    <message>
        <source>This build is larger, and not needed here.</source>
        <translation>Diese Fassung ist größer und wird hier nicht gebraucht.</translation>
    </message>
    <message>
        <source>This computer has an NVIDIA card.</source>
        <translation>Dieser Rechner hat eine NVIDIA-Karte.</translation>
    </message>
    <message>
        <source>To download: {download}; on disk: about {disk}. {count} packages, the largest PyTorch {version} for the processor.</source>
        <translation>Herunterzuladen: {download}; auf dem Datenträger: etwa {disk}. {count} Pakete, das größte PyTorch {version} für den Prozessor.</translation>
    </message>
    <message>
        <source>To download: {download}; on disk: about {disk}. {count} packages, the largest PyTorch {version} with CUDA for NVIDIA cards.</source>
        <translation>Herunterzuladen: {download}; auf dem Datenträger: etwa {disk}. {count} Pakete, das größte PyTorch {version} mit CUDA für Karten von NVIDIA.</translation>
    </message>
    <message>
        <source>Try again later; or install from a folder of wheels.</source>
        <translation>Später noch einmal versuchen; oder aus einem Ordner mit Wheels installieren.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, a proxy changes what passes through it.</source>
        <translation>Noch einmal versuchen; bleibt es so, verändert ein Proxy, was durch ihn geht.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, a proxy or the package index changes what passes through it.</source>
        <translation>Noch einmal versuchen; bleibt es so, verändert ein Proxy oder der Paketindex, was durch ihn geht.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, make an exception for the folder that is named in the log.</source>
        <translation>Noch einmal versuchen; bleibt es so, eine Ausnahme für den Ordner machen, der im Protokoll steht.</translation>
    </message>
    <message>
        <source>Try again; if that fails, restart the engine on the set-up page.</source>
        <translation>Noch einmal versuchen; wenn das misslingt, die Engine auf der Seite der Einrichtung neu starten.</translation>
    </message>
    <message>
        <source>Up to {download} from {index} where {host} cannot be reached.</source>
        <translation>Bis zu {download} von {index}, wo {host} nicht erreichbar ist.</translation>
    </message>
    <message>
        <source>Update the engine.</source>
        <translation>Die Engine aktualisieren.</translation>
    </message>
    <message>
        <source>Update the engine; catalogs stay as they are.</source>
        <translation>Die Engine aktualisieren; Kataloge bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Update the plugin.</source>
        <translation>Das Plugin aktualisieren.</translation>
    </message>
    <message>
        <source>Use an existing interpreter: a Python in which `pip install tilescribe` was done.</source>
        <translation>Einen vorhandenen Interpreter verwenden: ein Python, in dem `pip install tilescribe` ausgeführt wurde.</translation>
    </message>
    <message>
        <source>Wait until it has finished.</source>
        <translation>Warten, bis es fertig ist.</translation>
    </message>
    <message>
        <source>about {size}</source>
        <translation>etwa {size}</translation>
    </message>
    <message>
        <source>it does not start</source>
        <translation>es startet nicht</translation>
    </message>
    <message>
        <source>it is no Python</source>
        <translation>es ist kein Python</translation>
    </message>
    <message>
        <source>{host} answered with an error ({status}).</source>
        <translation>{host} hat mit einem Fehler geantwortet ({status}).</translation>
    </message>
    <message>
        <source>{host} cannot be reached ({reason}).</source>
        <translation>{host} ist nicht erreichbar ({reason}).</translation>
    </message>
    <message>
        <source>{host} cannot be reached.</source>
        <translation>{host} ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>{path} will not do: {reason}.</source>
        <translation>{path} ist ungeeignet: {reason}.</translation>
    </message>
    <message>
        <source>{wheel} is damaged: it holds no program uv.</source>
        <translation>{wheel} ist beschädigt: es enthält kein Programm uv.</translation>
    </message>
</context>
<context>
    <name>TilescribeLocatorFilter</name>
    <message>
        <source>All answers to “{question}”</source>
        <translation>Alle Antworten auf „{question}“</translation>
    </message>
    <message>
        <source>Imagery in plain words (Tilescribe)</source>
        <translation>Bilddaten in einfachen Worten (Tilescribe)</translation>
    </message>
    <message>
        <source>Nothing matches “{question}”; ask in the dock</source>
        <translation>Nichts passt zu „{question}“; im Dock fragen</translation>
    </message>
</context>
<context>
    <name>TilescribePlugin</name>
    <message>
        <source>Search Imagery (Tilescribe)</source>
        <translation>Bilddaten durchsuchen (Tilescribe)</translation>
    </message>
    <message>
        <source>Search your imagery in plain words</source>
        <translation>Bilddaten in einfachen Worten durchsuchen</translation>
    </message>
</context>
<context>
    <name>TilescribeProcessing</name>
    <message numerus="yes">
        <source>%Ln rasters without a date were left out.</source>
        <translation>
            <numerusform>%Ln Raster ohne Datum wurde weggelassen.</numerusform>
            <numerusform>%Ln Raster ohne Datum wurden weggelassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tiles are compared; {blank} cannot be. The changes are kept in {path}.</source>
        <translation>
            <numerusform>%Ln Kachel ist verglichen; {blank} können es nicht sein. Die Veränderungen liegen in {path}.</numerusform>
            <numerusform>%Ln Kacheln sind verglichen; {blank} können es nicht sein. Die Veränderungen liegen in {path}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tiles are drawn in cells of {size} m.</source>
        <translation>
            <numerusform>%Ln Kachel ist in Zellen von {size} m gezeichnet.</numerusform>
            <numerusform>%Ln Kacheln sind in Zellen von {size} m gezeichnet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tiles can be searched in {path}.</source>
        <translation>
            <numerusform>%Ln Kachel kann in {path} durchsucht werden.</numerusform>
            <numerusform>%Ln Kacheln können in {path} durchsucht werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;i&gt;Look closer&lt;/i&gt; reads so many of the best tiles again, part by part, ranks them by their best part and gives its outline in place of the tile&apos;s. It finds small things, and takes about a second for each tile.&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;i&gt;Genauer hinsehen&lt;/i&gt; liest so viele der besten Kacheln noch einmal, Teil für Teil, ordnet sie nach ihrem besten Teil und gibt dessen Umriss an Stelle der Kachel. Es findet kleine Dinge und dauert je Kachel etwa eine Sekunde.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;i&gt;Only in…&lt;/i&gt;, &lt;i&gt;Acquired…&lt;/i&gt; and the parameters under &lt;i&gt;Advanced&lt;/i&gt; narrow the search down before it is made, so that it always finds as many results as you ask for where there are so many. Several names, labels or sizes are separated by commas; in names, * stands for anything.&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;i&gt;Nur in …&lt;/i&gt;, &lt;i&gt;Aufgenommen …&lt;/i&gt; und die Parameter unter &lt;i&gt;Erweitert&lt;/i&gt; grenzen die Suche ein, bevor sie stattfindet, so dass sie stets so viele Ergebnisse findet wie verlangt, wenn es so viele gibt. Mehrere Namen, Bezeichnungen oder Größen werden durch Kommas getrennt; in Namen steht * für Beliebiges.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Cuts rasters into tiles, describes every tile in words and keeps the descriptions in a catalog, which can then be searched. Give layers, a folder (with all that is in it), or both. The catalog is made where there is none; into one that is there the rasters are added, and only what is missing is done. Cancelling keeps what is done; running the algorithm again goes on.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Tile sizes&lt;/i&gt; are metres on the ground, separated by commas; empty lets Tilescribe choose by the pixel size. &lt;i&gt;Described by&lt;/i&gt; is &lt;code&gt;builtin&lt;/code&gt; unless you have set up a larger model. A sensor and a date that are not given are recognised. Rasters are never changed.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Schneidet Raster in Kacheln, beschreibt jede Kachel in Worten und legt die Beschreibungen in einem Katalog ab, der dann durchsucht werden kann. Layer, einen Ordner (mit allem darin) oder beides angeben. Gibt es den Katalog nicht, wird er angelegt; in einen vorhandenen werden die Raster aufgenommen, und nur was fehlt, wird getan. Abbrechen erhält, was fertig ist; ein weiterer Lauf macht weiter.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Kachelgrößen&lt;/i&gt; sind Meter am Boden, durch Kommas getrennt; leer wählt Tilescribe nach der Pixelgröße. &lt;i&gt;Beschrieben von&lt;/i&gt; ist &lt;code&gt;builtin&lt;/code&gt;, wenn kein größeres Modell eingerichtet ist. Sensor und Datum, die nicht angegeben sind, werden erkannt. Raster werden nie verändert.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Describes tiles of a raster layer in words, without a catalog: the whole raster, or the part in an &lt;i&gt;extent&lt;/i&gt;. Nothing is kept besides the result, a layer of tiles with their descriptions, tags and what was measured in the bands.&lt;/p&gt;&lt;p&gt;Without a &lt;i&gt;tile size&lt;/i&gt; Tilescribe goes by the pixel size. For more than a few tiles, index the raster instead.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Beschreibt Kacheln eines Rasterlayers in Worten, ohne Katalog: das ganze Raster oder den Teil in einer &lt;i&gt;Ausdehnung&lt;/i&gt;. Außer dem Ergebnis wird nichts behalten, einem Layer der Kacheln mit ihren Beschreibungen, Stichwörtern und dem, was in den Bändern gemessen wurde.&lt;/p&gt;&lt;p&gt;Ohne &lt;i&gt;Kachelgröße&lt;/i&gt; richtet sich Tilescribe nach der Pixelgröße. Für mehr als ein paar Kacheln besser das Raster indizieren.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Describes what has changed between two dates of a catalog, tile by tile of the later one: the earlier picture is laid on the later one, brought into the same light and compared. Index both dates first, then ask with &lt;i&gt;Search changes&lt;/i&gt;. Only what is missing is done; cancelling keeps what is done, and running the algorithm again goes on.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Earlier&lt;/i&gt; and &lt;i&gt;Later rasters&lt;/i&gt; are a label (before), a date (2025-05), a range of dates (2025-05-01..2025-05-31), a folder, or names with * in them. Empty: each raster is compared with the date before its own. &lt;i&gt;Described by&lt;/i&gt; is &lt;code&gt;builtin&lt;/code&gt;, &lt;code&gt;facts&lt;/code&gt; (only what can be measured), or a model that takes two pictures. What is found is kept beside the catalog.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Beschreibt, was sich zwischen zwei Daten eines Katalogs verändert hat, Kachel für Kachel des späteren: das frühere Bild wird auf das spätere gelegt, ins gleiche Licht gebracht und verglichen. Erst beide Daten indizieren, dann mit &lt;i&gt;Veränderungen suchen&lt;/i&gt; fragen. Nur was fehlt, wird getan; Abbrechen erhält, was fertig ist, und ein weiterer Lauf macht weiter.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Frühere&lt;/i&gt; und &lt;i&gt;Spätere Raster&lt;/i&gt; sind eine Bezeichnung (before), ein Datum (2025-05), ein Zeitraum (2025-05-01..2025-05-31), ein Ordner oder Namen mit * darin. Leer: jedes Raster wird mit dem Datum vor seinem eigenen verglichen. &lt;i&gt;Beschrieben von&lt;/i&gt; ist &lt;code&gt;builtin&lt;/code&gt;, &lt;code&gt;facts&lt;/code&gt; (nur was gemessen werden kann) oder ein Modell, das zwei Bilder nimmt. Was gefunden wird, liegt neben dem Katalog.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Finds the places of a catalog that have changed as a question says in plain words, such as &lt;i&gt;destroyed houses&lt;/i&gt;; &lt;i&gt;Compare dates&lt;/i&gt; must have been run. Without a question, the places that have changed most come first, and the score is the magnitude of the change. The result is a layer of tile footprints with both dates, what is said of the change and of either date, and what was measured.&lt;/p&gt;&lt;p&gt;&lt;i&gt;What there was before&lt;/i&gt; is asked of the earlier date, such as &lt;i&gt;intact houses&lt;/i&gt;; both have to hold. With &lt;i&gt;The question is about the later date&lt;/i&gt; it is asked of what the later picture shows, such as &lt;i&gt;rubble&lt;/i&gt;, and not of the change.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Findet die Orte eines Katalogs, die sich so verändert haben, wie eine Frage in einfachen Worten sagt, etwa &lt;i&gt;zerstörte Häuser&lt;/i&gt;; &lt;i&gt;Daten vergleichen&lt;/i&gt; muss gelaufen sein. Ohne Frage kommen die Orte zuerst, die sich am meisten verändert haben, und der Score ist die Stärke der Veränderung. Das Ergebnis ist ein Layer der Kachelumrisse mit beiden Daten, dem, was über die Veränderung und die beiden Daten gesagt wird, und dem, was gemessen wurde.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Was vorher da war&lt;/i&gt; wird am früheren Datum gefragt, etwa &lt;i&gt;unversehrte Häuser&lt;/i&gt;; beides muss gelten. Mit &lt;i&gt;Die Frage gilt dem späteren Datum&lt;/i&gt; wird gefragt, was das spätere Bild zeigt, etwa &lt;i&gt;Trümmer&lt;/i&gt;, und nicht nach der Veränderung.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Finds the tiles of a catalog that are described like one that you have: the tile at a &lt;i&gt;place&lt;/i&gt; on the map, a tile by its &lt;i&gt;number&lt;/i&gt; (the attribute &lt;i&gt;Tile&lt;/i&gt; of a result layer), or a &lt;i&gt;picture&lt;/i&gt; (JPEG, PNG or WebP, up to 8 MB). Give exactly one of the three.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Findet die Kacheln eines Katalogs, die wie eine vorhandene beschrieben sind: die Kachel an einem &lt;i&gt;Ort&lt;/i&gt; der Karte, eine Kachel nach ihrer &lt;i&gt;Nummer&lt;/i&gt; (das Attribut &lt;i&gt;Kachel&lt;/i&gt; eines Ergebnislayers) oder ein &lt;i&gt;Bild&lt;/i&gt; (JPEG, PNG oder WebP, bis 8 MB). Genau eines der drei angeben.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Finds the tiles of a catalog whose descriptions match a question in plain words, such as &lt;i&gt;flooded houses beside a river&lt;/i&gt;. The result is a layer of tile footprints, the best first, with the score (1 would be perfect), the description that matched, the raster and its date.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Findet die Kacheln eines Katalogs, deren Beschreibungen zu einer Frage in einfachen Worten passen, etwa &lt;i&gt;überflutete Häuser an einem Fluss&lt;/i&gt;. Das Ergebnis ist ein Layer der Kachelumrisse, die besten zuerst, mit dem Score (1 wäre vollkommen), der passenden Beschreibung, dem Raster und seinem Datum.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Says what a catalog holds: how many rasters and tiles in which state, described by what, of which dates, and what failed. The layer shows the footprint of each raster with the same facts.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Sagt, was ein Katalog enthält: wie viele Raster und Kacheln in welchem Zustand, wovon beschrieben, aus welchen Daten, und was fehlgeschlagen ist. Der Layer zeigt den Umriss jedes Rasters mit denselben Angaben.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Writes how probably each place shows what the words say, 0 to 1, as a Cloud Optimized GeoTIFF with a style, from the tiles of all sizes. With &lt;i&gt;What has changed between two dates&lt;/i&gt; the question is about the change, and without a question the map shows how much has changed; &lt;i&gt;Compare dates&lt;/i&gt; must have been run.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Cell size&lt;/i&gt; is in metres; empty: half the side of the smallest tiles. Empty &lt;i&gt;CRS&lt;/i&gt;: the UTM zone, or a CRS for large areas. An existing file of that name is replaced. Cancelling leaves no file.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Schreibt, wie wahrscheinlich jeder Ort zeigt, was die Worte sagen, 0 bis 1, als Cloud Optimized GeoTIFF mit Stil, aus den Kacheln aller Größen. Mit &lt;i&gt;Was sich zwischen zwei Daten verändert hat&lt;/i&gt; gilt die Frage der Veränderung, und ohne Frage zeigt die Karte, wie viel sich verändert hat; &lt;i&gt;Daten vergleichen&lt;/i&gt; muss gelaufen sein.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Zellgröße&lt;/i&gt; ist in Metern; leer: die halbe Seite der kleinsten Kacheln. &lt;i&gt;KBS&lt;/i&gt; leer: die UTM-Zone oder ein KBS für große Gebiete. Eine vorhandene Datei dieses Namens wird ersetzt. Abbrechen hinterlässt keine Datei.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Writes the described tiles of a catalog to a file, with footprints, descriptions and dates: GeoPackage, GeoJSON, GeoParquet or CSV, as the name of the file ends. With a &lt;i&gt;question&lt;/i&gt;, only the tiles that match, with their scores.&lt;/p&gt;&lt;p&gt;An existing file of that name is replaced; of a GeoPackage only the layer &lt;i&gt;hits&lt;/i&gt; is. A catalog is never replaced.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Schreibt die beschriebenen Kacheln eines Katalogs in eine Datei, mit Umrissen, Beschreibungen und Daten: GeoPackage, GeoJSON, GeoParquet oder CSV, je nach Endung der Datei. Mit einer &lt;i&gt;Frage&lt;/i&gt; nur die passenden Kacheln, mit ihren Scores.&lt;/p&gt;&lt;p&gt;Eine vorhandene Datei dieses Namens wird ersetzt; von einem GeoPackage nur der Layer &lt;i&gt;hits&lt;/i&gt;. Ein Katalog wird nie ersetzt.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>A question about the later date alone needs no comparison. Write what there was before.</source>
        <translation>Eine Frage nur zum späteren Datum braucht keinen Vergleich. Schreiben, was vorher da war.</translation>
    </message>
    <message>
        <source>Acquired from</source>
        <translation>Aufgenommen ab</translation>
    </message>
    <message>
        <source>Acquired to</source>
        <translation>Aufgenommen bis</translation>
    </message>
    <message>
        <source>CRS, in metres</source>
        <translation>KBS, in Metern</translation>
    </message>
    <message>
        <source>Catalog</source>
        <translation>Katalog</translation>
    </message>
    <message>
        <source>Catalog information</source>
        <translation>Angaben zum Katalog</translation>
    </message>
    <message>
        <source>Catalogs (*.gpkg *.GPKG)</source>
        <translation>Kataloge (*.gpkg *.GPKG)</translation>
    </message>
    <message>
        <source>Catalogs (*.gpkg)</source>
        <translation>Kataloge (*.gpkg)</translation>
    </message>
    <message>
        <source>Cell size (metres)</source>
        <translation>Zellgröße (Meter)</translation>
    </message>
    <message>
        <source>Compare dates</source>
        <translation>Daten vergleichen</translation>
    </message>
    <message>
        <source>Compared catalog</source>
        <translation>Verglichener Katalog</translation>
    </message>
    <message numerus="yes">
        <source>Compared {before} → {after}: %Ln tiles</source>
        <translation>
            <numerusform>Verglichen {before} → {after}: %Ln Kachel</numerusform>
            <numerusform>Verglichen {before} → {after}: %Ln Kacheln</numerusform>
        </translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Abdeckung</translation>
    </message>
    <message>
        <source>Date of acquisition</source>
        <translation>Aufnahmedatum</translation>
    </message>
    <message>
        <source>Describe a raster</source>
        <translation>Ein Raster beschreiben</translation>
    </message>
    <message>
        <source>Described by</source>
        <translation>Beschrieben von</translation>
    </message>
    <message numerus="yes">
        <source>Described by {name}: %Ln tiles</source>
        <translation>
            <numerusform>Beschrieben von {name}: %Ln Kachel</numerusform>
            <numerusform>Beschrieben von {name}: %Ln Kacheln</numerusform>
        </translation>
    </message>
    <message>
        <source>Described tiles</source>
        <translation>Beschriebene Kacheln</translation>
    </message>
    <message>
        <source>Earlier rasters</source>
        <translation>Frühere Raster</translation>
    </message>
    <message>
        <source>Earliest acquisition</source>
        <translation>Früheste Aufnahme</translation>
    </message>
    <message>
        <source>Export tiles</source>
        <translation>Kacheln exportieren</translation>
    </message>
    <message>
        <source>Fast, no download.</source>
        <translation>Schnell, ohne Download.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Filters need a question here: without one all tiles are written. Ask a question, or empty the filters.</source>
        <translation>Filter brauchen hier eine Frage: ohne Frage werden alle Kacheln geschrieben. Eine Frage stellen oder die Filter leeren.</translation>
    </message>
    <message>
        <source>Find similar tiles</source>
        <translation>Ähnliche Kacheln finden</translation>
    </message>
    <message>
        <source>Folder with rasters</source>
        <translation>Ordner mit Rastern</translation>
    </message>
    <message>
        <source>GeoPackage (*.gpkg);;GeoJSON (*.geojson);;GeoParquet (*.parquet);;CSV (*.csv)</source>
        <translation>GeoPackage (*.gpkg);;GeoJSON (*.geojson);;GeoParquet (*.parquet);;CSV (*.csv)</translation>
    </message>
    <message>
        <source>Give exactly one of a place, a tile number and a picture.</source>
        <translation>Genau eines angeben: einen Ort, eine Kachelnummer oder ein Bild.</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Wärmekarte</translation>
    </message>
    <message>
        <source>Highest value</source>
        <translation>Höchster Wert</translation>
    </message>
    <message>
        <source>Index rasters</source>
        <translation>Raster indizieren</translation>
    </message>
    <message>
        <source>Label (before, after, any word)</source>
        <translation>Bezeichnung (vorher, nachher, jedes Wort)</translation>
    </message>
    <message>
        <source>Later rasters</source>
        <translation>Spätere Raster</translation>
    </message>
    <message>
        <source>Latest acquisition</source>
        <translation>Späteste Aufnahme</translation>
    </message>
    <message>
        <source>Like the tile at this place</source>
        <translation>Wie die Kachel an diesem Ort</translation>
    </message>
    <message>
        <source>Like the tile with this number</source>
        <translation>Wie die Kachel mit dieser Nummer</translation>
    </message>
    <message>
        <source>Like this picture</source>
        <translation>Wie dieses Bild</translation>
    </message>
    <message>
        <source>Look closer at so many of the best tiles (0: at none)</source>
        <translation>So viele der besten Kacheln genauer ansehen (0: keine)</translation>
    </message>
    <message>
        <source>Lowest score (0 to 1)</source>
        <translation>Niedrigster Score (0 bis 1)</translation>
    </message>
    <message>
        <source>Matching tiles</source>
        <translation>Passende Kacheln</translation>
    </message>
    <message>
        <source>Most tiles</source>
        <translation>Höchstzahl der Kacheln</translation>
    </message>
    <message>
        <source>No catalog is given. Choose a catalog (*.gpkg).</source>
        <translation>Kein Katalog ist angegeben. Einen Katalog wählen (*.gpkg).</translation>
    </message>
    <message>
        <source>Nodata value (none: every value is picture)</source>
        <translation>Nodata-Wert (none: jeder Wert ist Bild)</translation>
    </message>
    <message>
        <source>Nothing found: none of {candidates} tiles reaches the lowest score. Lower it, or ask differently.</source>
        <translation>Nichts gefunden: keine von {candidates} Kacheln erreicht den niedrigsten Score. Ihn senken oder anders fragen.</translation>
    </message>
    <message>
        <source>Nothing found: the filters leave no tile. Widen the area, the dates or the tile sizes.</source>
        <translation>Nichts gefunden: die Filter lassen keine Kachel übrig. Gebiet, Daten oder Kachelgrößen erweitern.</translation>
    </message>
    <message>
        <source>Number of matching tiles</source>
        <translation>Anzahl der passenden Kacheln</translation>
    </message>
    <message>
        <source>Number of results</source>
        <translation>Anzahl der Ergebnisse</translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln tiles were described; the area holds more. Raise the number, or index the raster.</source>
        <translation>
            <numerusform>Nur %Ln Kachel wurde beschrieben; das Gebiet hat mehr. Die Zahl erhöhen oder das Raster indizieren.</numerusform>
            <numerusform>Nur %Ln Kacheln wurden beschrieben; das Gebiet hat mehr. Die Zahl erhöhen oder das Raster indizieren.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only in these polygons</source>
        <translation>Nur in diesen Polygonen</translation>
    </message>
    <message>
        <source>Only in this extent</source>
        <translation>Nur in dieser Ausdehnung</translation>
    </message>
    <message>
        <source>Only rasters with these labels</source>
        <translation>Nur Raster mit diesen Bezeichnungen</translation>
    </message>
    <message>
        <source>Only rasters with these names</source>
        <translation>Nur Raster mit diesen Namen</translation>
    </message>
    <message>
        <source>Only tile sizes in metres</source>
        <translation>Nur Kachelgrößen in Metern</translation>
    </message>
    <message>
        <source>Overlap of tiles (0 to 0.75)</source>
        <translation>Überlappung der Kacheln (0 bis 0,75)</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.webp)</source>
        <translation>Bilder (*.jpg *.jpeg *.png *.webp)</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Raster layer</source>
        <translation>Rasterlayer</translation>
    </message>
    <message>
        <source>Raster layers</source>
        <translation>Rasterlayer</translation>
    </message>
    <message>
        <source>Rasters</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Rasters whose file is gone</source>
        <translation>Raster, deren Datei fehlt</translation>
    </message>
    <message>
        <source>Search changes</source>
        <translation>Veränderungen suchen</translation>
    </message>
    <message>
        <source>Search imagery</source>
        <translation>Bilddaten durchsuchen</translation>
    </message>
    <message>
        <source>Sensor profile</source>
        <translation>Sensorprofil</translation>
    </message>
    <message>
        <source>Size of the catalog in bytes</source>
        <translation>Größe des Katalogs in Bytes</translation>
    </message>
    <message>
        <source>Some rasters or tiles failed; each is named above with its reason.</source>
        <translation>Manche Raster oder Kacheln sind fehlgeschlagen; jedes ist oben mit dem Grund genannt.</translation>
    </message>
    <message>
        <source>Stopping after the batch in work; what is done is kept.</source>
        <translation>Wird nach dem Stapel in Arbeit angehalten; was fertig ist, bleibt.</translation>
    </message>
    <message>
        <source>Take rasters out whose files are gone</source>
        <translation>Raster herausnehmen, deren Dateien fehlen</translation>
    </message>
    <message>
        <source>The extent lies nowhere on Earth. Check its coordinates and its CRS ({crs}).</source>
        <translation>Die Ausdehnung liegt nirgends auf der Erde. Koordinaten und KBS prüfen ({crs}).</translation>
    </message>
    <message>
        <source>The polygons of “{name}” are empty or lie nowhere on Earth. Choose others, or leave the parameter empty.</source>
        <translation>Die Polygone von „{name}“ sind leer oder liegen nirgends auf der Erde. Andere wählen oder den Parameter leer lassen.</translation>
    </message>
    <message>
        <source>The question is about the later date, not about the change</source>
        <translation>Die Frage gilt dem späteren Datum, nicht der Veränderung</translation>
    </message>
    <message>
        <source>The work was interrupted; run it again to go on.</source>
        <translation>Die Arbeit wurde unterbrochen; noch einmal ausführen, um weiterzumachen.</translation>
    </message>
    <message>
        <source>There is no question. Write in plain words what can be seen, or choose what has changed.</source>
        <translation>Es gibt keine Frage. In einfachen Worten schreiben, was zu sehen ist, oder wählen, was sich verändert hat.</translation>
    </message>
    <message>
        <source>There is no question. Write in plain words what has changed, or leave everything else empty, too.</source>
        <translation>Es gibt keine Frage. In einfachen Worten schreiben, was sich verändert hat, oder auch alles andere leer lassen.</translation>
    </message>
    <message>
        <source>There is no question. Write in plain words what to look for.</source>
        <translation>Es gibt keine Frage. In einfachen Worten schreiben, was gesucht wird.</translation>
    </message>
    <message>
        <source>There is nothing to index. Choose raster layers or a folder with rasters.</source>
        <translation>Es gibt nichts zu indizieren. Rasterlayer oder einen Ordner mit Rastern wählen.</translation>
    </message>
    <message>
        <source>Tile size in metres</source>
        <translation>Kachelgröße in Metern</translation>
    </message>
    <message>
        <source>Tile sizes in metres</source>
        <translation>Kachelgrößen in Metern</translation>
    </message>
    <message>
        <source>Tiles compared</source>
        <translation>Verglichene Kacheln</translation>
    </message>
    <message>
        <source>Tiles described</source>
        <translation>Beschriebene Kacheln</translation>
    </message>
    <message>
        <source>Tiles that cannot be compared</source>
        <translation>Kacheln, die nicht verglichen werden können</translation>
    </message>
    <message>
        <source>Tiles that failed</source>
        <translation>Fehlgeschlagene Kacheln</translation>
    </message>
    <message>
        <source>Tiles waiting</source>
        <translation>Wartende Kacheln</translation>
    </message>
    <message>
        <source>Tiles without content</source>
        <translation>Kacheln ohne Inhalt</translation>
    </message>
    <message>
        <source>What a vision-language model is asked</source>
        <translation>Was ein Bild-Sprach-Modell gefragt wird</translation>
    </message>
    <message>
        <source>What has changed (empty: what has changed most)</source>
        <translation>Was sich verändert hat (leer: was sich am meisten verändert hat)</translation>
    </message>
    <message>
        <source>What has changed between two dates</source>
        <translation>Was sich zwischen zwei Daten verändert hat</translation>
    </message>
    <message>
        <source>What the bands say, no model.</source>
        <translation>Was die Bänder sagen, kein Modell.</translation>
    </message>
    <message>
        <source>What there was before</source>
        <translation>Was vorher da war</translation>
    </message>
    <message>
        <source>Written to {path}.</source>
        <translation>Geschrieben: {path}.</translation>
    </message>
    <message>
        <source>caption,text,scene,content,imagery</source>
        <translation>Bildunterschrift,Text,Szene,Inhalt,Bilddaten</translation>
    </message>
    <message>
        <source>catalog,describe,caption,embed,ingest,imagery</source>
        <translation>Katalog,beschreiben,Bildunterschrift,Embedding,aufnehmen,Bilddaten</translation>
    </message>
    <message>
        <source>change,detection,before,after,damage,difference,imagery,catalog</source>
        <translation>Veränderung,Erkennung,vorher,nachher,Schaden,Unterschied,Bilddaten,Katalog</translation>
    </message>
    <message>
        <source>change,detection,before,after,damage,difference,question,imagery,tiles</source>
        <translation>Veränderung,Erkennung,vorher,nachher,Schaden,Unterschied,Frage,Bilddaten,Kacheln</translation>
    </message>
    <message>
        <source>coverage,status,statistics,rasters</source>
        <translation>Abdeckung,Zustand,Statistik,Raster</translation>
    </message>
    <message>
        <source>find,question,retrieval,semantic,imagery,satellite,tiles</source>
        <translation>finden,Frage,Suche,semantisch,Bilddaten,Satellit,Kacheln</translation>
    </message>
    <message>
        <source>heatmap,probability,raster,change,question,imagery,catalog</source>
        <translation>Wärmekarte,Wahrscheinlichkeit,Raster,Veränderung,Frage,Bilddaten,Katalog</translation>
    </message>
    <message>
        <source>like,retrieval,example,picture,imagery,tiles</source>
        <translation>ähnlich,Suche,Beispiel,Bild,Bilddaten,Kacheln</translation>
    </message>
    <message>
        <source>save,geopackage,geojson,geoparquet,csv,descriptions</source>
        <translation>speichern,GeoPackage,GeoJSON,GeoParquet,CSV,Beschreibungen</translation>
    </message>
    <message>
        <source>{found} of {candidates} tiles; the best has the score {score}.</source>
        <translation>{found} von {candidates} Kacheln; die beste hat den Score {score}.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}</source>
        <translation>{path} kann nicht gelesen werden: {reason}</translation>
    </message>
    <message>
        <source>{path} has {size} MB; a picture may have 8. Scale it down first.</source>
        <translation>{path} hat {size} MB; ein Bild darf 8 haben. Erst verkleinern.</translation>
    </message>
    <message>
        <source>“{name}” is no GeoTIFF. Choose a file that ends in .tif.</source>
        <translation>„{name}“ ist kein GeoTIFF. Eine Datei wählen, die auf .tif endet.</translation>
    </message>
    <message>
        <source>“{part}” is no tile size. Write metres separated by commas, such as 128, 512.</source>
        <translation>„{part}“ ist keine Kachelgröße. Meter durch Kommas getrennt schreiben, etwa 128, 512.</translation>
    </message>
</context>
<context>
    <name>Triage</name>
    <message>
        <source>All {count} tiles are judged.</source>
        <translation>Alle {count} Kacheln sind beurteilt.</translation>
    </message>
    <message>
        <source>Confirm them too</source>
        <translation>Auch sie bestätigen</translation>
    </message>
    <message>
        <source>Done again: {edit}</source>
        <translation>Wiederholt: {edit}</translation>
    </message>
    <message>
        <source>Grade them too</source>
        <translation>Auch sie einstufen</translation>
    </message>
    <message>
        <source>Not saved, but kept as a draft: the next note on this tile goes on with it.</source>
        <translation>Nicht gespeichert, aber als Entwurf behalten: die nächste Notiz zu dieser Kachel macht damit weiter.</translation>
    </message>
    <message>
        <source>Note on “{tile}”</source>
        <translation>Notiz zu „{tile}“</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Reject them too</source>
        <translation>Auch sie verwerfen</translation>
    </message>
    <message>
        <source>The judgements of {count} tiles were taken back. Ctrl+Z brings them back.</source>
        <translation>Die Urteile über {count} Kacheln wurden zurückgenommen. Strg+Z bringt sie wieder.</translation>
    </message>
    <message>
        <source>Undone: {edit}</source>
        <translation>Rückgängig gemacht: {edit}</translation>
    </message>
    <message>
        <source>What does this tile really show? Leave it empty to take your correction back.</source>
        <translation>Was zeigt diese Kachel wirklich? Leer lassen, um die Korrektur zurückzunehmen.</translation>
    </message>
    <message>
        <source>{count} tiles confirmed.</source>
        <translation>{count} Kacheln bestätigt.</translation>
    </message>
    <message>
        <source>{count} tiles graded as {grade}.</source>
        <translation>{count} Kacheln als {grade} eingestuft.</translation>
    </message>
    <message>
        <source>{count} tiles marked as unsure.</source>
        <translation>{count} Kacheln als unsicher markiert.</translation>
    </message>
    <message>
        <source>{count} tiles rejected.</source>
        <translation>{count} Kacheln verworfen.</translation>
    </message>
    <message>
        <source>{done} Ctrl+Z takes it back.</source>
        <translation>{done} Strg+Z nimmt es zurück.</translation>
    </message>
    <message>
        <source>{done} {count} of them had been judged otherwise. Ctrl+Z takes it back.</source>
        <translation>{done} {count} davon waren anders beurteilt. Strg+Z nimmt es zurück.</translation>
    </message>
    <message>
        <source>{judgement}, them too</source>
        <translation>{judgement}, auch sie</translation>
    </message>
    <message>
        <source>{kept} of {all} were judged before and stay as they were.</source>
        <translation>{kept} von {all} waren schon beurteilt und bleiben, wie sie waren.</translation>
    </message>
</context>
<context>
    <name>TriageBar</name>
    <message>
        <source>Judge in full screen (F11)</source>
        <translation>Im Vollbild beurteilen (F11)</translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation>Nichts zu wiederholen</translation>
    </message>
    <message>
        <source>Redo: {edit} (Ctrl+Shift+Z)</source>
        <translation>Wiederholen: {edit} (Strg+Umschalt+Z)</translation>
    </message>
    <message>
        <source>Show only what nobody has judged yet</source>
        <translation>Nur zeigen, was noch niemand beurteilt hat</translation>
    </message>
</context>
<context>
    <name>TriageWindow</name>
    <message>
        <source>Back to the list (Esc)</source>
        <translation>Zurück zur Liste (Esc)</translation>
    </message>
    <message>
        <source>Judge tiles</source>
        <translation>Kacheln beurteilen</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Next unseen</source>
        <translation>Nächste ungesehene</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Shift+Z)</source>
        <translation>Wiederholen (Strg+Umschalt+Z)</translation>
    </message>
    <message>
        <source>The next tile (Right)</source>
        <translation>Die nächste Kachel (Rechts)</translation>
    </message>
    <message>
        <source>The next unseen tile (Space)</source>
        <translation>Die nächste ungesehene Kachel (Leertaste)</translation>
    </message>
    <message>
        <source>The tile before (Left)</source>
        <translation>Die vorige Kachel (Links)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Wheel, + and − zoom, 0 shows all, Shift and arrows move. Esc leaves.</source>
        <translation>Rad, + und − zoomen, 0 zeigt alles, Umschalt und Pfeile verschieben. Esc verlässt.</translation>
    </message>
</context>
<context>
    <name>TwoDates</name>
    <message>
        <source>A click adds it to the project where it is missing</source>
        <translation>Ein Klick fügt es dem Projekt hinzu, wo es fehlt</translation>
    </message>
    <message>
        <source>A click brings it above other rasters</source>
        <translation>Ein Klick bringt es über andere Raster</translation>
    </message>
    <message>
        <source>A click hides the rasters that cover it</source>
        <translation>Ein Klick blendet die Raster aus, die es verdecken</translation>
    </message>
    <message>
        <source>A click leaves the layers as they are</source>
        <translation>Ein Klick lässt die Layer, wie sie sind</translation>
    </message>
    <message>
        <source>All of “{label}”</source>
        <translation>Alles mit „{label}“</translation>
    </message>
    <message>
        <source>Choose a catalog first.</source>
        <translation>Erst einen Katalog wählen.</translation>
    </message>
    <message>
        <source>No raster layer of the project has a date in the catalog. Give rasters dates first.</source>
        <translation>Kein Rasterlayer des Projekts hat im Katalog ein Datum. Erst den Rastern Daten geben.</translation>
    </message>
    <message>
        <source>Put the layers back</source>
        <translation>Layer zurückstellen</translation>
    </message>
    <message>
        <source>Swipe with an upright divider</source>
        <translation>Mit senkrechtem Teiler wischen</translation>
    </message>
    <message>
        <source>The map shows {seen} here, not the raster of this result: {own}.</source>
        <translation>Die Karte zeigt hier {seen}, nicht das Raster dieses Ergebnisses: {own}.</translation>
    </message>
    <message>
        <source>The raster of the result</source>
        <translation>Das Raster des Ergebnisses</translation>
    </message>
    <message>
        <source>The raster of this result is hidden: {own}.</source>
        <translation>Das Raster dieses Ergebnisses ist ausgeblendet: {own}.</translation>
    </message>
    <message>
        <source>The raster of this result is not on the map: {own}.</source>
        <translation>Das Raster dieses Ergebnisses ist nicht auf der Karte: {own}.</translation>
    </message>
    <message>
        <source>Use dates of rasters in the temporal controller</source>
        <translation>Daten der Raster in der Zeitsteuerung verwenden</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>{count} raster layers have the dates of the catalog in the temporal controller now.</source>
        <translation>{count} Rasterlayer haben jetzt in der Zeitsteuerung die Daten des Katalogs.</translation>
    </message>
    <message>
        <source>{path} could not be read. Check that the file is there.</source>
        <translation>{path} konnte nicht gelesen werden. Prüfen, ob die Datei da ist.</translation>
    </message>
</context>
<context>
    <name>TwoDatesBar</name>
    <message>
        <source>Add it</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Flip the dates (Space); Escape ends it</source>
        <translation>Zwischen den Daten wechseln (Leertaste); Escape beendet es</translation>
    </message>
    <message>
        <source>Put the layers back as they were before results were clicked</source>
        <translation>Die Layer so zurückstellen, wie sie vor dem Klicken auf Ergebnisse waren</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show the other date in a second map, linked to the first</source>
        <translation>Das andere Datum in einer zweiten Karte zeigen, mit der ersten verbunden</translation>
    </message>
    <message>
        <source>Swipe between the two dates: drag the divider on the map, double-click turns it</source>
        <translation>Zwischen den zwei Daten wischen: den Teiler auf der Karte ziehen, Doppelklick dreht ihn</translation>
    </message>
    <message>
        <source>The earlier date to compare</source>
        <translation>Das frühere Datum des Vergleichs</translation>
    </message>
    <message>
        <source>The later date to compare</source>
        <translation>Das spätere Datum des Vergleichs</translation>
    </message>
</context>
<context>
    <name>UndoButton</name>
    <message>
        <source>Nothing to undo</source>
        <translation>Nichts rückgängig zu machen</translation>
    </message>
    <message>
        <source>Undo: {edit} (Ctrl+Z)</source>
        <translation>Rückgängig: {edit} (Strg+Z)</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Catalogs stay as they are. The old engine is removed when the new one works.</source>
        <translation>Kataloge bleiben, wie sie sind. Die alte Engine wird entfernt, wenn die neue funktioniert.</translation>
    </message>
    <message>
        <source>Other ways</source>
        <translation>Andere Wege</translation>
    </message>
    <message>
        <source>Set up the engine</source>
        <translation>Engine einrichten</translation>
    </message>
    <message>
        <source>The plugin is now version {needed}; the engine is still {installed}.</source>
        <translation>Das Plugin hat jetzt die Version {needed}; die Engine noch {installed}.</translation>
    </message>
    <message>
        <source>Tilescribe reads your imagery with an engine of its own, which runs on this computer.</source>
        <translation>Tilescribe liest Ihre Bilddaten mit einer eigenen Engine, die auf diesem Rechner läuft.</translation>
    </message>
    <message>
        <source>Update the engine</source>
        <translation>Engine aktualisieren</translation>
    </message>
    <message>
        <source>{amount} QGIS&apos;s Python is not touched.</source>
        <translation>{amount} Das Python von QGIS wird nicht angerührt.</translation>
    </message>
</context>
<context>
    <name>WorkDialog</name>
    <message>
        <source>As the model prefers</source>
        <translation>Wie das Modell es vorzieht</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
</context>
<context>
    <name>WorkMenu</name>
    <message>
        <source>Check the catalog</source>
        <translation>Den Katalog prüfen</translation>
    </message>
    <message>
        <source>Compare dates…</source>
        <translation>Daten vergleichen …</translation>
    </message>
    <message>
        <source>Embed the texts anew…</source>
        <translation>Texte neu einbetten …</translation>
    </message>
    <message>
        <source>Look again with a larger model…</source>
        <translation>Mit einem größeren Modell noch einmal hinsehen …</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>_RasterPopup</name>
    <message>
        <source>All rasters</source>
        <translation>Alle Raster</translation>
    </message>
    <message>
        <source>Choose all that are listed</source>
        <translation>Alle aufgeführten wählen</translation>
    </message>
    <message>
        <source>Choose none: all rasters are searched</source>
        <translation>Keines wählen: alle Raster werden durchsucht</translation>
    </message>
    <message>
        <source>Choose these</source>
        <translation>Diese wählen</translation>
    </message>
    <message>
        <source>Name, folder, date or label</source>
        <translation>Name, Ordner, Datum oder Bezeichnung</translation>
    </message>
    <message>
        <source>{chosen} of {count} chosen</source>
        <translation>{chosen} von {count} gewählt</translation>
    </message>
</context>
<context>
    <name>_TileMenu</name>
    <message>
        <source>Be unsure no more</source>
        <translation>Nicht mehr unsicher sein</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Correct the description…</source>
        <translation>Beschreibung korrigieren …</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Strg+Z</translation>
    </message>
    <message>
        <source>Describe</source>
        <translation>Beschreiben</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Find similar</source>
        <translation>Ähnliche finden</translation>
    </message>
    <message>
        <source>Less like this</source>
        <translation>Weniger davon</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>Mehr davon</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>Notiz …</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Take the confirmation back</source>
        <translation>Bestätigung zurücknehmen</translation>
    </message>
    <message>
        <source>Take the rejection back</source>
        <translation>Verwerfung zurücknehmen</translation>
    </message>
    <message>
        <source>Undo: {edit}</source>
        <translation>Rückgängig: {edit}</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Zoom to</source>
        <translation>Hinzoomen</translation>
    </message>
</context>
</TS>

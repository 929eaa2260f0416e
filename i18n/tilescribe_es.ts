<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>AdHocDescriber</name>
    <message>
        <source>The map shows no raster. Zoom to one, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AddImageryPanel</name>
    <message>
        <source>Add a folder with all rasters in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add imagery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add single rasters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the raster layers of the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Estimating…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder with rasters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rasters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the selected entries off the list, or all where none is selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… and {count} more can&apos;t be used</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AreaChooser</name>
    <message>
        <source>Area of the earlier question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw another polygon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw another rectangle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn polygon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn rectangle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select polygons in a layer, make that layer the active one, and choose this again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the features that are selected now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take what the map shows now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The area lies nowhere on Earth. Set the project&apos;s CRS, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map shows no place on Earth. Set the project&apos;s CRS, or zoom to a layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the map shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the map shows now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CatalogChooser</name>
    <message>
        <source>Catalog</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Catalogs (*.gpkg)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New catalog</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New catalog…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a catalog</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a catalog…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what is indexed on the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>imagery</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CatalogSummary</name>
    <message numerus="yes">
        <source>%Ln tiles compared</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A catalog keeps the descriptions of your imagery. Add imagery below to make one, or open one above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes cannot be read: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This catalog is empty. Add imagery below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can search as soon as the first tiles are described.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} blank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} tiles of {rasters} rasters can be searched</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CatalogsPanel</name>
    <message>
        <source>Indexing failed. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing is done, but some rasters or tiles failed ({count}). The reasons stand under Catalogs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Indexing is done: %Ln tiles.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Indexing was stopped. What is done is kept; Continue goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine ended.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChangeLayer</name>
    <message>
        <source>Earlier date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier date until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later date until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magnitude of the change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probability of what there was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rasters of the earlier date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share newly burnt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of lost structures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of lost vegetation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of lost water</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of new bare ground</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of new structures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of new vegetation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of new water</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share that can be compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift taken out (m)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary of the earlier date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary of the later date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uncertainty of the magnitude</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Coverage</name>
    <message>
        <source>Acquired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CRS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Described (%)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Described by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last worked on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel size (m)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tile sizes (m)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles described</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles that failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles without content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CoverageLayer</name>
    <message>
        <source>Coverage of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rasters of the catalog {path}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>A year as 2011, a month as 2011-05 or a day as 2011-05-22; empty for any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A year as 2011, a month as 2011-05, a day as 2011-05-22, or a range as 2011-05/2011-07</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose from the calendar</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DatePopup</name>
    <message numerus="yes">
        <source>%Ln rasters</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Dates of the rasters</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Dates</name>
    <message>
        <source>The range “{text}” ends before it begins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” is no date. Write a year as 2011, a month as 2011-05, a day as 2011-05-22.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EarlierPicture</name>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before ({date})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magnitude {magnitude}, give or take {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmptyStateMessages</name>
    <message numerus="yes">
        <source>%Ln rasters without a date are left out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A catalog holds the descriptions of your imagery. Choose one, or make one from your rasters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add rasters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add rasters to the catalog. As soon as the first tiles are described, they can be searched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask in plain words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a catalog</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to find yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what can be seen, and press Enter. For example:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search all dates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search all labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search all rasters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search all tile sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show them whatever their score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The best tiles score less than you ask for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The catalog has no described tile yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is starting. That takes a few seconds, once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The filters leave no tile to search in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There were too many results to keep them in the project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which imagery?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Estimate</name>
    <message numerus="yes">
        <source>All %Ln tiles are described already.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>At least {work}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No raster here can be indexed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {free} are free: make space first, or keep the catalog on another disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time is a guess; this computer has not been measured yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tiles} tiles ({sizes}) of {rasters} rasters: {time}, {size} on disk.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FailureList</name>
    <message>
        <source>What failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What failed ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterPanel</name>
    <message>
        <source> %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(without a label)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closer look at {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From {date}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label: {labels}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look closer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks again into so many of the best tiles, part by part, ranks them by their best part and outlines it on the map. Finds small things; takes about a second for each tile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No day lies between {first} and {last}. Change one of the dates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rasters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score from {score}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take all filters away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tile size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until {date}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at the best </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>score from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} m</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterSection</name>
    <message>
        <source>Filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters: {parts}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Formatting</name>
    <message>
        <source>Checking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Describing tiles…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloading the model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the models…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the rasters…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for rasters…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making the descriptions searchable…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a few seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {count} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {count} hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {count} minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {count} seconds</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Imagery</name>
    <message>
        <source>“{name}” comes from a web service, which can&apos;t be indexed: its pictures are drawn for each map view and have no file. Export the part you need as a GeoTIFF and add that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” could not be opened. Repair its data source first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” has no file that the engine could read (source: {provider}). Export it as a GeoTIFF and add that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is a part of {path}, which can&apos;t be indexed by itself. Save the layer as a GeoTIFF and add that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is no raster layer. Add raster layers.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImageryList</name>
    <message>
        <source>Drop rasters, folders or layers here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imagery to add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” does not look like a raster. If it is one, add it with the button Files.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IndexOptionsWidget</name>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic goes by the pixel size. Large tiles show airports and lakes, small ones houses and boats.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Built-in model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Described by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger model, on a server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger model, on this computer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measurements only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My own…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the model that should describe the tiles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model must be on this computer already; the help says how to fetch one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pixels of every tile are sent to this address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tile size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the tile sizes in metres, such as 128, 512.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>metres, such as 128, 512</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{part}” is no tile size. Write metres separated by commas, such as 128, 512.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InstalledPage</name>
    <message>
        <source>Copy the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine {version} is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine {version} is set up. It starts with the first question.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine {version} is starting …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions, settings and the last lines of the log, for a bug ticket; without names and secrets</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobManager</name>
    <message>
        <source>Tilescribe: indexing {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobProgressView</name>
    <message numerus="yes">
        <source>%Ln tiles of this run are kept.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing was interrupted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some rasters or tiles failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after the tiles in work. What is done is kept and can be continued.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping after the tiles in work…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reasons stand below. Continue tries them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total} rasters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total} tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LayerExport</name>
    <message>
        <source>The file could not be written. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer was removed before {name} was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} does not say in which format to write. Give it an ending such as .gpkg, .csv or .geojson.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a catalog of Tilescribe. Choose another file for the results.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a database that exists already. Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LayerMenu</name>
    <message>
        <source>Add to Tilescribe catalog…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageLog</name>
    <message>
        <source>The engine is ready.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageOverlay</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MissingRastersNotice</name>
    <message>
        <source>Rasters that are not where they were: {count}. Add them from their new place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take out…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take them out of the catalog, with their descriptions? Marks and corrections are kept; no file is deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tilescribe</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OptionsPage</name>
    <message>
        <source>A click on a result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget all questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forgotten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing, unless chosen otherwise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves the map where it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves the map to it, at the same scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zooms to it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Before: {date}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later: {date}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{raster} (file gone)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressPage</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a Python</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install PyTorch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make an environment of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See that everything loads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is being set up. QGIS can be used meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set-up is being cancelled. What was downloaded is kept for another try.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was downloaded is kept; another try goes on from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} QGIS can be used meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RasterChooser</name>
    <message numerus="yes">
        <source>%Ln rasters</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} single rasters are chosen, and {most} can be. Choose whole folders, a label or dates instead.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RasterTreeModel</name>
    <message>
        <source>Without a folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReportWriter</name>
    <message>
        <source>No result is confirmed yet. Confirm some with C, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be written. Choose another place. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultHints</name>
    <message>
        <source>Search again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The filters have changed since.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map shows none of the results.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom to all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultLayer</name>
    <message>
        <source>Acquired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acquired from {first} to {last}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acquired until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked {moment}; question and descriptions compared with {model}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Catalog: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date and label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found by words or picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels: {labels}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matched words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matching description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only within an area.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other date of the place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question: {question}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank value of the closer look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rasters: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score of at least {score}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer {name} did not take the change, which the catalog keeps: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tile size (m)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tile sizes: {sizes}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valid share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What speaks against it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file may not be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found} of {candidates} tiles.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>Other dates: {dates}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by its picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{raster} (file gone)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultsHeader</name>
    <message numerus="yes">
        <source>%Ln rasters without a date left out</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A click leaves the map as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A click moves the map to the tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A click zooms to the tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as CSV, GeoJSON, …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep these results: the next question makes another layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF report of confirmed results…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read as: {reading}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save or export these results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save to GeoPackage…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer was removed: show these results on the map again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map has moved since: search what it shows now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a click on a result does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less like {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more like {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} looked at closer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found} of {candidates} tiles</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>Rank {rank}, score {score}: {heading}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultsOutput</name>
    <message>
        <source>Another report is being written. Wait until it is there, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No result is confirmed yet. Confirm some with C, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer is being edited. Save or discard your edits, then save the results.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer was removed before its report was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The results were saved, but {path} took no style.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a report of the confirmed results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} was written but cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchDock</name>
    <message>
        <source>Catalogs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tilescribe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written to &lt;a href=&quot;{url}&quot;&gt;{path}&lt;/a&gt;</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchLine</name>
    <message>
        <source>Asks what is different from the date before. Without a question, shows what has changed most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Describe in plain words what can be seen. The arrow down shows earlier questions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What are you looking for in {catalog}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What are you looking for?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Describe a place: click it on the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find places like one: click it on the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like tile {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What has changed most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>buildings along a road</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fields without houses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>water beside trees</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetupOptionsPanel</name>
    <message>
        <source>A Python that has Tilescribe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As fits this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to a running engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of wheels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For an NVIDIA card (3.5 GB to download)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the processor (smaller)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the internet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the engine is set up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interpreter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept for this session only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or the file that the engine named when it started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Package index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PyTorch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Python</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use an existing interpreter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetupPage</name>
    <message>
        <source>A file could not be removed: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another QGIS is setting the engine up. Wait until it has finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget this engine? Nothing is deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the engine and everything that was set up for it? Catalogs stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine was removed. Catalogs are still there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report was copied to the clipboard. Read it before you send it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tilescribe</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetupTask</name>
    <message>
        <source>Set up Tilescribe&apos;s engine</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TileActions</name>
    <message>
        <source>Choose a catalog first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Describe this place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Describe what the map shows now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find places like this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no tile of the catalog at this place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tilescribe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What does this tile really show? Leave it empty to take your correction back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is to be remembered about this tile?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TileDetails</name>
    <message>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After ({date})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blank: there is nothing to describe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blank: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corrected by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be described: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Described by the built-in model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Described by {captioner}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No summary.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not described yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture and bands disagree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recognised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are more tiles here. Zoom in to see them described.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no imagery here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What lowers the score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the tile shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>described now, not kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tile {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{verdict} for “{question}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TileDetailsPage</name>
    <message>
        <source>Back to the results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the description…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find similar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the parts of the tile…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where in the tile it matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where “{question}” matches: parts of the tile score from {lowest} to {highest}, all of it {whole}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TilescribeLocatorFilter</name>
    <message>
        <source>All answers to “{question}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imagery in plain words (Tilescribe)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing matches “{question}”; ask in the dock</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TilescribePlugin</name>
    <message>
        <source>Search Imagery (Tilescribe)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search your imagery in plain words</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TilescribeProcessing</name>
    <message numerus="yes">
        <source>%Ln rasters without a date were left out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tiles are compared; {blank} cannot be. The changes are kept in {path}.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tiles are drawn in cells of {size} m.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tiles can be searched in {path}.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;i&gt;Look closer&lt;/i&gt; reads so many of the best tiles again, part by part, ranks them by their best part and gives its outline in place of the tile&apos;s. It finds small things, and takes about a second for each tile.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;i&gt;Only in…&lt;/i&gt;, &lt;i&gt;Acquired…&lt;/i&gt; and the parameters under &lt;i&gt;Advanced&lt;/i&gt; narrow the search down before it is made, so that it always finds as many results as you ask for where there are so many. Several names, labels or sizes are separated by commas; in names, * stands for anything.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;p&gt;Cuts rasters into tiles, describes every tile in words and keeps the descriptions in a catalog, which can then be searched. Give layers, a folder (with all that is in it), or both. The catalog is made where there is none; into one that is there the rasters are added, and only what is missing is done. Cancelling keeps what is done; running the algorithm again goes on.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Tile sizes&lt;/i&gt; are metres on the ground, separated by commas; empty lets Tilescribe choose by the pixel size. &lt;i&gt;Described by&lt;/i&gt; is &lt;code&gt;builtin&lt;/code&gt; unless you have set up a larger model. A sensor and a date that are not given are recognised. Rasters are never changed.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;p&gt;Describes tiles of a raster layer in words, without a catalog: the whole raster, or the part in an &lt;i&gt;extent&lt;/i&gt;. Nothing is kept besides the result, a layer of tiles with their descriptions, tags and what was measured in the bands.&lt;/p&gt;&lt;p&gt;Without a &lt;i&gt;tile size&lt;/i&gt; Tilescribe goes by the pixel size. For more than a few tiles, index the raster instead.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;p&gt;Describes what has changed between two dates of a catalog, tile by tile of the later one: the earlier picture is laid on the later one, brought into the same light and compared. Index both dates first, then ask with &lt;i&gt;Search changes&lt;/i&gt;. Only what is missing is done; cancelling keeps what is done, and running the algorithm again goes on.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Earlier&lt;/i&gt; and &lt;i&gt;Later rasters&lt;/i&gt; are a date (2025-05), a range of dates (2025-05-01..2025-05-31), a folder, or names with * in them. Empty: each raster is compared with the date before its own. &lt;i&gt;Described by&lt;/i&gt; is &lt;code&gt;builtin&lt;/code&gt;, &lt;code&gt;facts&lt;/code&gt; (only what can be measured), or a model that takes two pictures. What is found is kept beside the catalog.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;p&gt;Finds the places of a catalog that have changed as a question says in plain words, such as &lt;i&gt;destroyed houses&lt;/i&gt;; &lt;i&gt;Compare dates&lt;/i&gt; must have been run. Without a question, the places that have changed most come first, and the score is the magnitude of the change. The result is a layer of tile footprints with both dates, what is said of the change and of either date, and what was measured.&lt;/p&gt;&lt;p&gt;&lt;i&gt;What there was before&lt;/i&gt; is asked of the earlier date, such as &lt;i&gt;intact houses&lt;/i&gt;; both have to hold. With &lt;i&gt;The question is about the later date&lt;/i&gt; it is asked of what the later picture shows, such as &lt;i&gt;rubble&lt;/i&gt;, and not of the change.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;p&gt;Finds the tiles of a catalog that are described like one that you have: the tile at a &lt;i&gt;place&lt;/i&gt; on the map, a tile by its &lt;i&gt;number&lt;/i&gt; (the attribute &lt;i&gt;Tile&lt;/i&gt; of a result layer), or a &lt;i&gt;picture&lt;/i&gt; (JPEG, PNG or WebP, up to 8 MB). Give exactly one of the three.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;p&gt;Finds the tiles of a catalog whose descriptions match a question in plain words, such as &lt;i&gt;flooded houses beside a river&lt;/i&gt;. The result is a layer of tile footprints, the best first, with the score (1 would be perfect), the description that matched, the raster and its date.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;p&gt;Says what a catalog holds: how many rasters and tiles in which state, described by what, of which dates, and what failed. The layer shows the footprint of each raster with the same facts.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;p&gt;Writes how probably each place shows what the words say, 0 to 1, as a Cloud Optimized GeoTIFF with a style, from the tiles of all sizes. With &lt;i&gt;What has changed between two dates&lt;/i&gt; the question is about the change, and without a question the map shows how much has changed; &lt;i&gt;Compare dates&lt;/i&gt; must have been run.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Cell size&lt;/i&gt; is in metres; empty: half the side of the smallest tiles. Empty &lt;i&gt;CRS&lt;/i&gt;: the UTM zone, or a CRS for large areas. An existing file of that name is replaced. Cancelling leaves no file.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;p&gt;Writes the described tiles of a catalog to a file, with footprints, descriptions and dates: GeoPackage, GeoJSON, GeoParquet or CSV, as the name of the file ends. With a &lt;i&gt;question&lt;/i&gt;, only the tiles that match, with their scores.&lt;/p&gt;&lt;p&gt;An existing file of that name is replaced; of a GeoPackage only the layer &lt;i&gt;hits&lt;/i&gt; is. A catalog is never replaced.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A question about the later date alone needs no comparison. Write what there was before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acquired from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acquired to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CRS, in metres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Catalog</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Catalog information</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Catalogs (*.gpkg *.GPKG)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Catalogs (*.gpkg)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cell size (metres)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare dates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compared catalog</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Compared {before} → {after}: %Ln tiles</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date of acquisition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Describe a raster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Described by</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Described by {name}: %Ln tiles</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Described tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier rasters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earliest acquisition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters need a question here: without one all tiles are written. Ask a question, or empty the filters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find similar tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder with rasters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GeoPackage (*.gpkg);;GeoJSON (*.geojson);;GeoParquet (*.parquet);;CSV (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give exactly one of a place, a tile number and a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Highest value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index rasters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later rasters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latest acquisition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like the tile at this place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like the tile with this number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like this picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look closer at so many of the best tiles (0: at none)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lowest score (0 to 1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matching tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No catalog is given. Choose a catalog (*.gpkg).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nodata value (none: every value is picture)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found: none of {candidates} tiles reaches the lowest score. Lower it, or ask differently.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found: the filters leave no tile. Widen the area, the dates or the tile sizes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of matching tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of results</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln tiles were described; the area holds more. Raise the number, or index the raster.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Only in these polygons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only in this extent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only rasters with these labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only rasters with these names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only tile sizes in metres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlap of tiles (0 to 0.75)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.webp)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raster layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raster layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rasters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rasters whose file is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search imagery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sensor profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the catalog in bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some rasters or tiles failed; each is named above with its reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping after the batch in work; what is done is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take rasters out whose files are gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The extent lies nowhere on Earth. Check its coordinates and its CRS ({crs}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The polygons of “{name}” are empty or lie nowhere on Earth. Choose others, or leave the parameter empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The question is about the later date, not about the change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The work was interrupted; run it again to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no question. Write in plain words what can be seen, or choose what has changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no question. Write in plain words what has changed, or leave everything else empty, too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no question. Write in plain words what to look for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to index. Choose raster layers or a folder with rasters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tile size in metres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tile sizes in metres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles described</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles that cannot be compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles that failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles without content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a vision-language model is asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What has changed (empty: what has changed most)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What has changed between two dates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What there was before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written to {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>caption,text,scene,content,imagery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>catalog,describe,caption,embed,ingest,imagery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change,detection,before,after,damage,difference,imagery,catalog</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change,detection,before,after,damage,difference,question,imagery,tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>coverage,status,statistics,rasters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>find,question,retrieval,semantic,imagery,satellite,tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>heatmap,probability,raster,change,question,imagery,catalog</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>like,retrieval,example,picture,imagery,tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>save,geopackage,geojson,geoparquet,csv,descriptions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found} of {candidates} tiles; the best has the score {score}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has {size} MB; a picture may have 8. Scale it down first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is no GeoTIFF. Choose a file that ends in .tif.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{part}” is no tile size. Write metres separated by commas, such as 128, 512.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Catalogs stay as they are. The old engine is removed when the new one works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other ways</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plugin is now version {needed}; the engine is still {installed}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tilescribe reads your imagery with an engine of its own, which runs on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} QGIS&apos;s Python is not touched.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_RasterPopup</name>
    <message>
        <source>All rasters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose all that are listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose none: all rasters are searched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name, folder, date or label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{chosen} of {count} chosen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_TileMenu</name>
    <message>
        <source>Confirm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the description…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Describe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find similar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less like this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More like this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the confirmation back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the rejection back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom to</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CatalogSummary</name>
    <message numerus="yes">
        <source>%Ln tiles compared</source>
        <translation>
            <numerusform>%Ln tile compared</numerusform>
            <numerusform>%Ln tiles compared</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DatePopup</name>
    <message numerus="yes">
        <source>%Ln rasters</source>
        <translation>
            <numerusform>%Ln raster</numerusform>
            <numerusform>%Ln rasters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DatesDialog</name>
    <message numerus="yes">
        <source>%Ln rasters changed.</source>
        <translation>
            <numerusform>%Ln raster changed.</numerusform>
            <numerusform>%Ln rasters changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmptyStateMessages</name>
    <message numerus="yes">
        <source>%Ln rasters without a date are left out.</source>
        <translation>
            <numerusform>%Ln raster without a date is left out.</numerusform>
            <numerusform>%Ln rasters without a date are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Estimate</name>
    <message numerus="yes">
        <source>All %Ln tiles are described already.</source>
        <translation>
            <numerusform>The %Ln tile is described already.</numerusform>
            <numerusform>All %Ln tiles are described already.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobProgressView</name>
    <message numerus="yes">
        <source>%Ln tiles of this run are kept.</source>
        <translation>
            <numerusform>%Ln tile of this run is kept.</numerusform>
            <numerusform>%Ln tiles of this run are kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobTexts</name>
    <message numerus="yes">
        <source>Comparing dates is done: %Ln tiles.</source>
        <translation>
            <numerusform>Comparing dates is done: %Ln tile.</numerusform>
            <numerusform>Comparing dates is done: %Ln tiles.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Embedding anew is done: %Ln texts.</source>
        <translation>
            <numerusform>Embedding anew is done: %Ln text.</numerusform>
            <numerusform>Embedding anew is done: %Ln texts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Indexing is done: %Ln tiles.</source>
        <translation>
            <numerusform>Indexing is done: %Ln tile.</numerusform>
            <numerusform>Indexing is done: %Ln tiles.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking again is done: %Ln tiles.</source>
        <translation>
            <numerusform>Looking again is done: %Ln tile.</numerusform>
            <numerusform>Looking again is done: %Ln tiles.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The catalog has %Ln faults.</source>
        <translation>
            <numerusform>The catalog has %Ln fault.</numerusform>
            <numerusform>The catalog has %Ln faults.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MarkEditor</name>
    <message numerus="yes">
        <source>%Ln tiles were judged elsewhere since, and stay as they are.</source>
        <translation>
            <numerusform>%Ln tile was judged elsewhere since, and stays as it is.</numerusform>
            <numerusform>%Ln tiles were judged elsewhere since, and stay as they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RasterChooser</name>
    <message numerus="yes">
        <source>%Ln rasters</source>
        <translation>
            <numerusform>%Ln raster</numerusform>
            <numerusform>%Ln rasters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultsHeader</name>
    <message numerus="yes">
        <source>%Ln rasters without a date left out</source>
        <translation>
            <numerusform>%Ln raster without a date left out</numerusform>
            <numerusform>%Ln rasters without a date left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TilescribeProcessing</name>
    <message numerus="yes">
        <source>%Ln rasters without a date were left out.</source>
        <translation>
            <numerusform>%Ln raster without a date was left out.</numerusform>
            <numerusform>%Ln rasters without a date were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tiles are compared; {blank} cannot be. The changes are kept in {path}.</source>
        <translation>
            <numerusform>%Ln tile is compared; {blank} cannot be. The changes are kept in {path}.</numerusform>
            <numerusform>%Ln tiles are compared; {blank} cannot be. The changes are kept in {path}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tiles are drawn in cells of {size} m.</source>
        <translation>
            <numerusform>%Ln tile is drawn in cells of {size} m.</numerusform>
            <numerusform>%Ln tiles are drawn in cells of {size} m.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tiles can be searched in {path}.</source>
        <translation>
            <numerusform>%Ln tile can be searched in {path}.</numerusform>
            <numerusform>%Ln tiles can be searched in {path}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Compared {before} → {after}: %Ln tiles</source>
        <translation>
            <numerusform>Compared {before} → {after}: %Ln tile</numerusform>
            <numerusform>Compared {before} → {after}: %Ln tiles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Described by {name}: %Ln tiles</source>
        <translation>
            <numerusform>Described by {name}: %Ln tile</numerusform>
            <numerusform>Described by {name}: %Ln tiles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln tiles were described; the area holds more. Raise the number, or index the raster.</source>
        <translation>
            <numerusform>Only %Ln tile was described; the area holds more. Raise the number, or index the raster.</numerusform>
            <numerusform>Only %Ln tiles were described; the area holds more. Raise the number, or index the raster.</numerusform>
        </translation>
    </message>
</context>
</TS>

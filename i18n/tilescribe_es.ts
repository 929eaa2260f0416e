<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>AdHocDescriber</name>
    <message>
        <source>The map shows no raster. Zoom to one, and try again.</source>
        <translation>El mapa no muestra ningún ráster. Acérquese a uno e inténtelo de nuevo.</translation>
    </message>
</context>
<context>
    <name>AddImageryPanel</name>
    <message>
        <source>Add a folder with all rasters in it</source>
        <translation>Añadir una carpeta con todos los ráster que contiene</translation>
    </message>
    <message>
        <source>Add imagery</source>
        <translation>Añadir imágenes</translation>
    </message>
    <message>
        <source>Add single rasters</source>
        <translation>Añadir ráster sueltos</translation>
    </message>
    <message>
        <source>Add the raster layers of the project</source>
        <translation>Añadir las capas ráster del proyecto</translation>
    </message>
    <message>
        <source>Estimating…</source>
        <translation>Estimando…</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>Archivos…</translation>
    </message>
    <message>
        <source>Folder with rasters</source>
        <translation>Carpeta con ráster</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Carpeta…</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Indexar</translation>
    </message>
    <message>
        <source>Index…</source>
        <translation>Indexar…</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Capas</translation>
    </message>
    <message>
        <source>Rasters</source>
        <translation>Ráster</translation>
    </message>
    <message>
        <source>Take the selected entries off the list, or all where none is selected</source>
        <translation>Quitar de la lista las entradas seleccionadas, o todas si no hay ninguna seleccionada</translation>
    </message>
    <message>
        <source>… and {count} more can&apos;t be used</source>
        <translation>… y {count} más que no se pueden usar</translation>
    </message>
</context>
<context>
    <name>AreaChooser</name>
    <message>
        <source>Area of the earlier question</source>
        <translation>Zona de la pregunta anterior</translation>
    </message>
    <message>
        <source>Draw another polygon</source>
        <translation>Dibujar otro polígono</translation>
    </message>
    <message>
        <source>Draw another rectangle</source>
        <translation>Dibujar otro rectángulo</translation>
    </message>
    <message>
        <source>Drawn polygon</source>
        <translation>Polígono dibujado</translation>
    </message>
    <message>
        <source>Drawn rectangle</source>
        <translation>Rectángulo dibujado</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>En todas partes</translation>
    </message>
    <message>
        <source>Select polygons in a layer, make that layer the active one, and choose this again.</source>
        <translation>Seleccione polígonos en una capa, active esa capa y elija esto de nuevo.</translation>
    </message>
    <message>
        <source>Selected features</source>
        <translation>Objetos seleccionados</translation>
    </message>
    <message>
        <source>Take the features that are selected now</source>
        <translation>Tomar los objetos seleccionados ahora</translation>
    </message>
    <message>
        <source>Take what the map shows now</source>
        <translation>Tomar lo que el mapa muestra ahora</translation>
    </message>
    <message>
        <source>The area lies nowhere on Earth. Set the project&apos;s CRS, and try again.</source>
        <translation>La zona no está en ningún lugar de la Tierra. Defina el SRC del proyecto e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The map shows no place on Earth. Set the project&apos;s CRS, or zoom to a layer.</source>
        <translation>El mapa no muestra ningún lugar de la Tierra. Defina el SRC del proyecto o acérquese a una capa.</translation>
    </message>
    <message>
        <source>What the map shows</source>
        <translation>Lo que muestra el mapa</translation>
    </message>
    <message>
        <source>What the map shows now</source>
        <translation>Lo que el mapa muestra ahora</translation>
    </message>
</context>
<context>
    <name>CatalogChooser</name>
    <message>
        <source>Catalog</source>
        <translation>Catálogo</translation>
    </message>
    <message>
        <source>Catalogs (*.gpkg)</source>
        <translation>Catálogos (*.gpkg)</translation>
    </message>
    <message>
        <source>New catalog</source>
        <translation>Catálogo nuevo</translation>
    </message>
    <message>
        <source>New catalog…</source>
        <translation>Catálogo nuevo…</translation>
    </message>
    <message>
        <source>Open a catalog</source>
        <translation>Abrir un catálogo</translation>
    </message>
    <message>
        <source>Open a catalog…</source>
        <translation>Abrir un catálogo…</translation>
    </message>
    <message>
        <source>Show what is indexed on the map</source>
        <translation>Mostrar en el mapa lo que está indexado</translation>
    </message>
    <message>
        <source>imagery</source>
        <translation>imágenes</translation>
    </message>
</context>
<context>
    <name>CatalogSummary</name>
    <message numerus="yes">
        <source>%Ln tiles compared</source>
        <translation>
            <numerusform>%Ln tesela comparada</numerusform>
            <numerusform>%Ln teselas comparadas</numerusform>
        </translation>
    </message>
    <message>
        <source>A catalog keeps the descriptions of your imagery. Add imagery below to make one, or open one above.</source>
        <translation>Un catálogo guarda las descripciones de sus imágenes. Añada imágenes abajo para crear uno, o abra uno arriba.</translation>
    </message>
    <message>
        <source>Changes cannot be read: {reason}</source>
        <translation>No se pueden leer los cambios: {reason}</translation>
    </message>
    <message>
        <source>This catalog is empty. Add imagery below.</source>
        <translation>Este catálogo está vacío. Añada imágenes abajo.</translation>
    </message>
    <message>
        <source>You can search as soon as the first tiles are described.</source>
        <translation>Podrá buscar en cuanto estén descritas las primeras teselas.</translation>
    </message>
    <message>
        <source>{count} blank</source>
        <translation>{count} vacías</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} fallidas</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} en espera</translation>
    </message>
    <message>
        <source>{done} tiles of {rasters} rasters can be searched</source>
        <translation>Se puede buscar en {done} teselas de {rasters} ráster</translation>
    </message>
</context>
<context>
    <name>CatalogsPanel</name>
    <message>
        <source>Fetch {model} from the model hub? That may be several gigabytes; its licence is told at the end, and binds whoever uses it. Afterwards it works without a network.</source>
        <translation>¿Obtener {model} del repositorio de modelos? Pueden ser varios gigabytes; la licencia se indica al final y obliga a quien lo use. Después funciona sin red.</translation>
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
        <translation>Fecha anterior</translation>
    </message>
    <message>
        <source>Earlier date until</source>
        <translation>Fecha anterior hasta</translation>
    </message>
    <message>
        <source>Later date</source>
        <translation>Fecha posterior</translation>
    </message>
    <message>
        <source>Later date until</source>
        <translation>Fecha posterior hasta</translation>
    </message>
    <message>
        <source>Magnitude of the change</source>
        <translation>Magnitud del cambio</translation>
    </message>
    <message>
        <source>Probability of what there was</source>
        <translation>Probabilidad de lo que había</translation>
    </message>
    <message>
        <source>Rasters of the earlier date</source>
        <translation>Ráster de la fecha anterior</translation>
    </message>
    <message>
        <source>Share newly burnt</source>
        <translation>Proporción recién quemada</translation>
    </message>
    <message>
        <source>Share of lost structures</source>
        <translation>Proporción de estructuras perdidas</translation>
    </message>
    <message>
        <source>Share of lost vegetation</source>
        <translation>Proporción de vegetación perdida</translation>
    </message>
    <message>
        <source>Share of lost water</source>
        <translation>Proporción de agua perdida</translation>
    </message>
    <message>
        <source>Share of new bare ground</source>
        <translation>Proporción de suelo desnudo nuevo</translation>
    </message>
    <message>
        <source>Share of new structures</source>
        <translation>Proporción de estructuras nuevas</translation>
    </message>
    <message>
        <source>Share of new vegetation</source>
        <translation>Proporción de vegetación nueva</translation>
    </message>
    <message>
        <source>Share of new water</source>
        <translation>Proporción de agua nueva</translation>
    </message>
    <message>
        <source>Share that can be compared</source>
        <translation>Proporción comparable</translation>
    </message>
    <message>
        <source>Shift taken out (m)</source>
        <translation>Desplazamiento corregido (m)</translation>
    </message>
    <message>
        <source>Summary of the earlier date</source>
        <translation>Resumen de la fecha anterior</translation>
    </message>
    <message>
        <source>Summary of the later date</source>
        <translation>Resumen de la fecha posterior</translation>
    </message>
    <message>
        <source>Uncertainty of the magnitude</source>
        <translation>Incertidumbre de la magnitud</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Lo que ha cambiado</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>As the model prefers</source>
        <translation>Como prefiera el modelo</translation>
    </message>
    <message>
        <source>Compare dates</source>
        <translation>Comparar fechas</translation>
    </message>
    <message>
        <source>Described by</source>
        <translation>Descrito por</translation>
    </message>
    <message>
        <source>Earlier rasters</source>
        <translation>Ráster anteriores</translation>
    </message>
    <message>
        <source>Later rasters</source>
        <translation>Ráster posteriores</translation>
    </message>
    <message>
        <source>Lays every tile of the later date on the newest earlier one, and describes what has changed. A date (2025-05), a range (2025-05-01..2025-05-31), a label, a folder, or names with * in them; left empty, each raster is compared with the date before its own.</source>
        <translation>Coloca cada tesela de la fecha posterior sobre la anterior más reciente y describe lo que ha cambiado. Una fecha (2025-05), un intervalo (2025-05-01..2025-05-31), una etiqueta, una carpeta o nombres con *; si se deja vacío, cada ráster se compara con la fecha anterior a la suya.</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Instrucción</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Arrancar</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>There is no other date here.</source>
        <translation>Aquí no hay otra fecha.</translation>
    </message>
</context>
<context>
    <name>Coverage</name>
    <message>
        <source>Acquired</source>
        <translation>Adquirido</translation>
    </message>
    <message>
        <source>CRS</source>
        <translation>SRC</translation>
    </message>
    <message>
        <source>Described (%)</source>
        <translation>Descrito (%)</translation>
    </message>
    <message>
        <source>Described by</source>
        <translation>Descrito por</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Last worked on</source>
        <translation>Último trabajo</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>Pixel size (m)</source>
        <translation>Tamaño de píxel (m)</translation>
    </message>
    <message>
        <source>Raster</source>
        <translation>Ráster</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>Sensor</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Tile sizes (m)</source>
        <translation>Tamaños de tesela (m)</translation>
    </message>
    <message>
        <source>Tiles described</source>
        <translation>Teselas descritas</translation>
    </message>
    <message>
        <source>Tiles that failed</source>
        <translation>Teselas fallidas</translation>
    </message>
    <message>
        <source>Tiles waiting</source>
        <translation>Teselas en espera</translation>
    </message>
    <message>
        <source>Tiles without content</source>
        <translation>Teselas sin contenido</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Qué está mal</translation>
    </message>
</context>
<context>
    <name>CoverageLayer</name>
    <message>
        <source>Coverage of {name}</source>
        <translation>Cobertura de {name}</translation>
    </message>
    <message>
        <source>The rasters of the catalog {path}.</source>
        <translation>Los ráster del catálogo {path}.</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>A year as 2011, a month as 2011-05 or a day as 2011-05-22; empty for any</source>
        <translation>Un año como 2011, un mes como 2011-05 o un día como 2011-05-22; vacío para cualquiera</translation>
    </message>
    <message>
        <source>A year as 2011, a month as 2011-05, a day as 2011-05-22, or a range as 2011-05/2011-07</source>
        <translation>Un año como 2011, un mes como 2011-05, un día como 2011-05-22 o un intervalo como 2011-05/2011-07</translation>
    </message>
    <message>
        <source>Choose from the calendar</source>
        <translation>Elegir en el calendario</translation>
    </message>
</context>
<context>
    <name>DatePopup</name>
    <message numerus="yes">
        <source>%Ln rasters</source>
        <translation>
            <numerusform>%Ln ráster</numerusform>
            <numerusform>%Ln ráster</numerusform>
        </translation>
    </message>
    <message>
        <source>Dates of the rasters</source>
        <translation>Fechas de los ráster</translation>
    </message>
</context>
<context>
    <name>Dates</name>
    <message>
        <source>The range “{text}” ends before it begins.</source>
        <translation>El intervalo «{text}» termina antes de empezar.</translation>
    </message>
    <message>
        <source>“{text}” is no date. Write a year as 2011, a month as 2011-05, a day as 2011-05-22.</source>
        <translation>«{text}» no es una fecha. Escriba un año como 2011, un mes como 2011-05, un día como 2011-05-22.</translation>
    </message>
</context>
<context>
    <name>DatesDialog</name>
    <message numerus="yes">
        <source>%Ln rasters changed.</source>
        <translation>
            <numerusform>%Ln ráster cambiado.</numerusform>
            <numerusform>%Ln ráster cambiados.</numerusform>
        </translation>
    </message>
    <message>
        <source>2011-05-22</source>
        <translation>2011-05-22</translation>
    </message>
    <message>
        <source>As the file says</source>
        <translation>Como dice el archivo</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Dates and labels</source>
        <translation>Fechas y etiquetas</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <source>Name, folder, date or label</source>
        <translation>Nombre, carpeta, fecha o etiqueta</translation>
    </message>
    <message>
        <source>No label</source>
        <translation>Sin etiqueta</translation>
    </message>
    <message>
        <source>Select the whole folder</source>
        <translation>Seleccionar toda la carpeta</translation>
    </message>
    <message>
        <source>Set date</source>
        <translation>Poner fecha</translation>
    </message>
    <message>
        <source>Set label</source>
        <translation>Poner etiqueta</translation>
    </message>
    <message>
        <source>Take back the date that you gave: tags and file name tell it again</source>
        <translation>Retirar la fecha que dio: la vuelven a decir las etiquetas y el nombre del archivo</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Without a date only</source>
        <translation>Solo sin fecha</translation>
    </message>
    <message>
        <source>Write a date first: 2011, 2011-05 or 2011-05-22.</source>
        <translation>Escriba antes una fecha: 2011, 2011-05 o 2011-05-22.</translation>
    </message>
    <message>
        <source>Write a label first, such as before or after.</source>
        <translation>Escriba antes una etiqueta, como antes o después.</translation>
    </message>
    <message>
        <source>after</source>
        <translation>después</translation>
    </message>
    <message>
        <source>before</source>
        <translation>antes</translation>
    </message>
    <message>
        <source>before, after, any word</source>
        <translation>antes, después, cualquier palabra</translation>
    </message>
    <message>
        <source>{selected} of {count} selected, {undated} without a date</source>
        <translation>{selected} de {count} seleccionados, {undated} sin fecha</translation>
    </message>
</context>
<context>
    <name>DatesNotice</name>
    <message>
        <source>Dates and labels…</source>
        <translation>Fechas y etiquetas…</translation>
    </message>
    <message>
        <source>The raster has &lt;a href=&quot;undated&quot;&gt;no date&lt;/a&gt;.</source>
        <translation>El ráster no tiene &lt;a href=&quot;undated&quot;&gt;ninguna fecha&lt;/a&gt;.</translation>
    </message>
    <message>
        <source>{count} tiles were compared when their rasters had other dates: compare again.</source>
        <translation>{count} teselas se compararon cuando sus ráster tenían otras fechas: compare de nuevo.</translation>
    </message>
    <message>
        <source>{undated} of {count} rasters have &lt;a href=&quot;undated&quot;&gt;no date&lt;/a&gt;.</source>
        <translation>{undated} de {count} ráster no tienen &lt;a href=&quot;undated&quot;&gt;ninguna fecha&lt;/a&gt;.</translation>
    </message>
</context>
<context>
    <name>Dating</name>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <source>as the files tell</source>
        <translation>como dicen los archivos</translation>
    </message>
    <message>
        <source>before, after, any word</source>
        <translation>antes, después, cualquier palabra</translation>
    </message>
</context>
<context>
    <name>DeepenDialog</name>
    <message>
        <source>A slower model describes what is worth it once more; its words stand beside those that are there.</source>
        <translation>Un modelo más lento describe otra vez lo que lo merece; sus palabras quedan junto a las que ya están.</translation>
    </message>
    <message>
        <source>As the model prefers</source>
        <translation>Como prefiera el modelo</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Como máximo</translation>
    </message>
    <message>
        <source>Described by</source>
        <translation>Descrito por</translation>
    </message>
    <message>
        <source>Look again with a larger model</source>
        <translation>Mirar otra vez con un modelo mayor</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Instrucción</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Arrancar</translation>
    </message>
    <message>
        <source>The best results of “{question}”</source>
        <translation>Los mejores resultados de «{question}»</translation>
    </message>
    <message>
        <source>The most telling tiles</source>
        <translation>Las teselas más expresivas</translation>
    </message>
    <message>
        <source>What the map shows</source>
        <translation>Lo que muestra el mapa</translation>
    </message>
    <message>
        <source>Which tiles</source>
        <translation>Qué teselas</translation>
    </message>
</context>
<context>
    <name>DetailsPictures</name>
    <message>
        <source>The picture is on its way…</source>
        <translation>La imagen está en camino…</translation>
    </message>
</context>
<context>
    <name>DrawingMenu</name>
    <message>
        <source>Change the corners</source>
        <translation>Cambiar las esquinas</translation>
    </message>
    <message>
        <source>Count…</source>
        <translation>Contar…</translation>
    </message>
    <message>
        <source>Draw it</source>
        <translation>Dibujarlo</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Línea</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>Punto</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>Polígono</translation>
    </message>
    <message>
        <source>Remove the count</source>
        <translation>Quitar la cantidad</translation>
    </message>
    <message>
        <source>Remove the drawing</source>
        <translation>Quitar el dibujo</translation>
    </message>
</context>
<context>
    <name>EarlierPicture</name>
    <message>
        <source>Before</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>Before ({date})</source>
        <translation>Antes ({date})</translation>
    </message>
    <message>
        <source>Magnitude {magnitude}, give or take {error}.</source>
        <translation>Magnitud {magnitude}, con un margen de {error}.</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Lo que ha cambiado</translation>
    </message>
</context>
<context>
    <name>EmptyStateMessages</name>
    <message numerus="yes">
        <source>%Ln rasters without a date are left out.</source>
        <translation>
            <numerusform>Se omite %Ln ráster sin fecha.</numerusform>
            <numerusform>Se omiten %Ln ráster sin fecha.</numerusform>
        </translation>
    </message>
    <message>
        <source>A catalog holds the descriptions of your imagery. Choose one, or make one from your rasters.</source>
        <translation>Un catálogo guarda las descripciones de sus imágenes. Elija uno o cree uno a partir de sus ráster.</translation>
    </message>
    <message>
        <source>Add rasters</source>
        <translation>Añadir ráster</translation>
    </message>
    <message>
        <source>Add rasters to the catalog. As soon as the first tiles are described, they can be searched.</source>
        <translation>Añada ráster al catálogo. En cuanto estén descritas las primeras teselas, se podrá buscar en ellas.</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Preguntar de nuevo</translation>
    </message>
    <message>
        <source>Ask in plain words</source>
        <translation>Pregunte con palabras sencillas</translation>
    </message>
    <message>
        <source>Choose a catalog</source>
        <translation>Elegir un catálogo</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Nada coincide</translation>
    </message>
    <message>
        <source>Nothing to find yet</source>
        <translation>Todavía no hay nada que buscar</translation>
    </message>
    <message>
        <source>Say what can be seen, and press Enter. For example:</source>
        <translation>Diga lo que se ve y pulse Intro. Por ejemplo:</translation>
    </message>
    <message>
        <source>Search all dates</source>
        <translation>Buscar en todas las fechas</translation>
    </message>
    <message>
        <source>Search all labels</source>
        <translation>Buscar en todas las etiquetas</translation>
    </message>
    <message>
        <source>Search all rasters</source>
        <translation>Buscar en todos los ráster</translation>
    </message>
    <message>
        <source>Search all tile sizes</source>
        <translation>Buscar en todos los tamaños</translation>
    </message>
    <message>
        <source>Search everywhere</source>
        <translation>Buscar en todas partes</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Buscando…</translation>
    </message>
    <message>
        <source>Set up the engine</source>
        <translation>Configurar el motor</translation>
    </message>
    <message>
        <source>Show them whatever their score</source>
        <translation>Mostrarlas con cualquier puntuación</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>Eso no ha funcionado</translation>
    </message>
    <message>
        <source>The best tiles score less than you ask for.</source>
        <translation>Las mejores teselas puntúan menos de lo que pide.</translation>
    </message>
    <message>
        <source>The catalog has no described tile yet.</source>
        <translation>El catálogo todavía no tiene ninguna tesela descrita.</translation>
    </message>
    <message>
        <source>The engine is starting. That takes a few seconds, once.</source>
        <translation>El motor está arrancando. Tarda unos segundos, una sola vez.</translation>
    </message>
    <message>
        <source>The filters leave no tile to search in.</source>
        <translation>Los filtros no dejan ninguna tesela en la que buscar.</translation>
    </message>
    <message>
        <source>There were too many results to keep them in the project.</source>
        <translation>Había demasiados resultados para guardarlos en el proyecto.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
    <message>
        <source>Which imagery?</source>
        <translation>¿Qué imágenes?</translation>
    </message>
</context>
<context>
    <name>Estimate</name>
    <message numerus="yes">
        <source>All %Ln tiles are described already.</source>
        <translation>
            <numerusform>La única tesela (%Ln) ya está descrita.</numerusform>
            <numerusform>Las %Ln teselas ya están descritas.</numerusform>
        </translation>
    </message>
    <message>
        <source>At least {work}</source>
        <translation>Al menos {work}</translation>
    </message>
    <message>
        <source>No raster here can be indexed.</source>
        <translation>Ningún ráster de aquí se puede indexar.</translation>
    </message>
    <message>
        <source>Only {free} are free: make space first, or keep the catalog on another disk.</source>
        <translation>Solo hay {free} libres: haga sitio antes o guarde el catálogo en otro disco.</translation>
    </message>
    <message>
        <source>The time is a guess; this computer has not been measured yet.</source>
        <translation>El tiempo es una estimación; este ordenador todavía no se ha medido.</translation>
    </message>
    <message>
        <source>{tiles} tiles ({sizes}) of {rasters} rasters: {time}, {size} on disk.</source>
        <translation>{tiles} teselas ({sizes}) de {rasters} ráster: {time}, {size} en disco.</translation>
    </message>
</context>
<context>
    <name>FailureList</name>
    <message>
        <source>What failed</source>
        <translation>Lo que ha fallado</translation>
    </message>
    <message>
        <source>What failed ({count})</source>
        <translation>Lo que ha fallado ({count})</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>… y {count} más</translation>
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
        <translation>(sin etiqueta)</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Como máximo</translation>
    </message>
    <message>
        <source>Closer look at {count}</source>
        <translation>Mirada más cercana a {count}</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Comparar con</translation>
    </message>
    <message>
        <source>Compared with: {channels}</source>
        <translation>Comparado con: {channels}</translation>
    </message>
    <message>
        <source>From {date}</source>
        <translation>Desde {date}</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <source>Label: {labels}</source>
        <translation>Etiqueta: {labels}</translation>
    </message>
    <message>
        <source>Look closer</source>
        <translation>Más de cerca</translation>
    </message>
    <message>
        <source>Looks again into so many of the best tiles, part by part, ranks them by their best part and outlines it on the map. Finds small things; takes about a second for each tile.</source>
        <translation>Vuelve a mirar esas teselas, las mejores, parte por parte, las ordena por su mejor parte y la señala en el mapa. Encuentra cosas pequeñas; tarda alrededor de un segundo por tesela.</translation>
    </message>
    <message>
        <source>No day lies between {first} and {last}. Change one of the dates.</source>
        <translation>No hay ningún día entre {first} y {last}. Cambie una de las fechas.</translation>
    </message>
    <message>
        <source>Rasters</source>
        <translation>Ráster</translation>
    </message>
    <message>
        <source>Score from {score}</source>
        <translation>Puntuación desde {score}</translation>
    </message>
    <message>
        <source>Take all filters away</source>
        <translation>Quitar todos los filtros</translation>
    </message>
    <message>
        <source>Tile size</source>
        <translation>Tamaño de tesela</translation>
    </message>
    <message>
        <source>Until {date}</source>
        <translation>Hasta {date}</translation>
    </message>
    <message>
        <source>What the question is compared with: what descriptions mean, their very words, or the pictures.</source>
        <translation>Con qué se compara la pregunta: el sentido de las descripciones, sus palabras exactas o las imágenes.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Dónde</translation>
    </message>
    <message>
        <source>all</source>
        <translation>todos</translation>
    </message>
    <message>
        <source>any</source>
        <translation>todas</translation>
    </message>
    <message>
        <source>any day</source>
        <translation>cualquiera</translation>
    </message>
    <message>
        <source>at the best </source>
        <translation>en las mejores </translation>
    </message>
    <message>
        <source>everything</source>
        <translation>todo</translation>
    </message>
    <message>
        <source>meaning</source>
        <translation>sentido</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>imagen</translation>
    </message>
    <message>
        <source>score from</source>
        <translation>mínimo</translation>
    </message>
    <message>
        <source>words</source>
        <translation>palabras</translation>
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
        <translation>Filtros</translation>
    </message>
    <message>
        <source>Filters: {parts}</source>
        <translation>Filtros: {parts}</translation>
    </message>
</context>
<context>
    <name>Formatting</name>
    <message>
        <source>Checking…</source>
        <translation>Comprobando…</translation>
    </message>
    <message>
        <source>Describing tiles…</source>
        <translation>Describiendo teselas…</translation>
    </message>
    <message>
        <source>Downloading the model…</source>
        <translation>Descargando el modelo…</translation>
    </message>
    <message>
        <source>Finished.</source>
        <translation>Terminado.</translation>
    </message>
    <message>
        <source>Loading the models…</source>
        <translation>Cargando los modelos…</translation>
    </message>
    <message>
        <source>Looking at the rasters…</source>
        <translation>Mirando los ráster…</translation>
    </message>
    <message>
        <source>Looking for rasters…</source>
        <translation>Buscando ráster…</translation>
    </message>
    <message>
        <source>Making the descriptions searchable…</source>
        <translation>Preparando las descripciones para la búsqueda…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Arrancando…</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Escribiendo…</translation>
    </message>
    <message>
        <source>a few seconds</source>
        <translation>unos segundos</translation>
    </message>
    <message>
        <source>about {count} days</source>
        <translation>unos {count} días</translation>
    </message>
    <message>
        <source>about {count} hours</source>
        <translation>unas {count} horas</translation>
    </message>
    <message>
        <source>about {count} minutes</source>
        <translation>unos {count} minutos</translation>
    </message>
    <message>
        <source>about {count} seconds</source>
        <translation>unos {count} segundos</translation>
    </message>
</context>
<context>
    <name>FullScreenTriage</name>
    <message>
        <source>No. {rank} of {count}</source>
        <translation>N.º {rank} de {count}</translation>
    </message>
    <message>
        <source>The picture is on its way…</source>
        <translation>La imagen está en camino…</translation>
    </message>
</context>
<context>
    <name>HeatMapMaker</name>
    <message>
        <source>A heat map is drawn of a question in words, or of what has changed. Ask one, and try again.</source>
        <translation>Un mapa de calor se dibuja de una pregunta en palabras o de lo que ha cambiado. Haga una e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>GeoTIFF (*.tif)</source>
        <translation>GeoTIFF (*.tif)</translation>
    </message>
    <message>
        <source>Heat map: how much has changed</source>
        <translation>Mapa de calor: cuánto ha cambiado</translation>
    </message>
    <message>
        <source>Heat map: {question}</source>
        <translation>Mapa de calor: {question}</translation>
    </message>
    <message>
        <source>Tilescribe: {name}</source>
        <translation>Tilescribe: {name}</translation>
    </message>
    <message>
        <source>Write the heat map</source>
        <translation>Escribir el mapa de calor</translation>
    </message>
    <message>
        <source>{path} was written but cannot be read.</source>
        <translation>{path} se ha escrito pero no se puede leer.</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
</context>
<context>
    <name>Imagery</name>
    <message>
        <source>“{name}” comes from a web service, which can&apos;t be indexed: its pictures are drawn for each map view and have no file. Export the part you need as a GeoTIFF and add that.</source>
        <translation>«{name}» viene de un servicio web, que no se puede indexar: sus imágenes se dibujan para cada vista del mapa y no tienen archivo. Exporte la parte que necesita como GeoTIFF y añádala.</translation>
    </message>
    <message>
        <source>“{name}” could not be opened. Repair its data source first.</source>
        <translation>«{name}» no se pudo abrir. Repare antes su fuente de datos.</translation>
    </message>
    <message>
        <source>“{name}” has no file that the engine could read (source: {provider}). Export it as a GeoTIFF and add that.</source>
        <translation>«{name}» no tiene ningún archivo que el motor pueda leer (fuente: {provider}). Expórtelo como GeoTIFF y añádalo.</translation>
    </message>
    <message>
        <source>“{name}” is a part of {path}, which can&apos;t be indexed by itself. Save the layer as a GeoTIFF and add that.</source>
        <translation>«{name}» es una parte de {path}, que no se puede indexar por sí sola. Guarde la capa como GeoTIFF y añádala.</translation>
    </message>
    <message>
        <source>“{name}” is no raster layer. Add raster layers.</source>
        <translation>«{name}» no es una capa ráster. Añada capas ráster.</translation>
    </message>
</context>
<context>
    <name>ImageryList</name>
    <message>
        <source>Drop rasters, folders or layers here</source>
        <translation>Suelte aquí ráster, carpetas o capas</translation>
    </message>
    <message>
        <source>Imagery to add</source>
        <translation>Imágenes por añadir</translation>
    </message>
    <message>
        <source>“{name}” does not look like a raster. If it is one, add it with the button Files.</source>
        <translation>«{name}» no parece un ráster. Si lo es, añádalo con el botón Archivos.</translation>
    </message>
</context>
<context>
    <name>IndexOptionsWidget</name>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>Automatic goes by the pixel size. Large tiles show airports and lakes, small ones houses and boats.</source>
        <translation>Automático se guía por el tamaño de píxel. Las teselas grandes muestran aeropuertos y lagos, las pequeñas casas y barcos.</translation>
    </message>
    <message>
        <source>Built-in model</source>
        <translation>Modelo incorporado</translation>
    </message>
    <message>
        <source>Described by</source>
        <translation>Descrito por</translation>
    </message>
    <message>
        <source>Fetch this model…</source>
        <translation>Obtener este modelo…</translation>
    </message>
    <message>
        <source>Larger model, on a server…</source>
        <translation>Modelo mayor, en un servidor…</translation>
    </message>
    <message>
        <source>Larger model, on this computer…</source>
        <translation>Modelo mayor, en este ordenador…</translation>
    </message>
    <message>
        <source>Measurements only</source>
        <translation>Solo mediciones</translation>
    </message>
    <message>
        <source>My own…</source>
        <translation>El mío…</translation>
    </message>
    <message>
        <source>Name the model that should describe the tiles.</source>
        <translation>Indique el modelo que debe describir las teselas.</translation>
    </message>
    <message>
        <source>Prompt: as the model prefers</source>
        <translation>Instrucción: como prefiera el modelo</translation>
    </message>
    <message>
        <source>Prompt: {name}</source>
        <translation>Instrucción: {name}</translation>
    </message>
    <message>
        <source>The model must be on this computer already, or be fetched first.</source>
        <translation>El modelo ya debe estar en este ordenador, o hay que obtenerlo antes.</translation>
    </message>
    <message>
        <source>The pixels of every tile are sent to this address.</source>
        <translation>Los píxeles de cada tesela se envían a esta dirección.</translation>
    </message>
    <message>
        <source>Tile size</source>
        <translation>Tamaño de tesela</translation>
    </message>
    <message>
        <source>Write the tile sizes in metres, such as 128, 512.</source>
        <translation>Escriba los tamaños de tesela en metros, como 128, 512.</translation>
    </message>
    <message>
        <source>metres, such as 128, 512</source>
        <translation>metros, como 128, 512</translation>
    </message>
    <message>
        <source>“{part}” is no tile size. Write metres separated by commas, such as 128, 512.</source>
        <translation>«{part}» no es un tamaño de tesela. Escriba metros separados por comas, como 128, 512.</translation>
    </message>
</context>
<context>
    <name>InstalledPage</name>
    <message>
        <source>Copy the report</source>
        <translation>Copiar el informe</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Olvidar</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Reiniciar</translation>
    </message>
    <message>
        <source>Set up anew</source>
        <translation>Configurar de nuevo</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Arrancar</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>The engine {version} is running.</source>
        <translation>El motor {version} está en marcha.</translation>
    </message>
    <message>
        <source>The engine {version} is set up. It starts with the first question.</source>
        <translation>El motor {version} está configurado. Arranca con la primera pregunta.</translation>
    </message>
    <message>
        <source>The engine {version} is starting …</source>
        <translation>El motor {version} está arrancando …</translation>
    </message>
    <message>
        <source>Use another engine</source>
        <translation>Usar otro motor</translation>
    </message>
    <message>
        <source>Versions, settings and the last lines of the log, for a bug ticket; without names and secrets</source>
        <translation>Versiones, ajustes y las últimas líneas del registro, para informar de un error; sin nombres ni secretos</translation>
    </message>
</context>
<context>
    <name>JobProgressView</name>
    <message numerus="yes">
        <source>%Ln tiles of this run are kept.</source>
        <translation>
            <numerusform>Se conserva %Ln tesela de esta ejecución.</numerusform>
            <numerusform>Se conservan %Ln teselas de esta ejecución.</numerusform>
        </translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Stop after the tiles in work. What is done is kept and can be continued.</source>
        <translation>Detener tras las teselas en curso. Lo hecho se conserva y se puede continuar.</translation>
    </message>
    <message>
        <source>Stopping after the tiles in work…</source>
        <translation>Deteniendo tras las teselas en curso…</translation>
    </message>
    <message>
        <source>The reasons stand below. Continue tries them again.</source>
        <translation>Los motivos están abajo. Continuar lo intenta de nuevo.</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} fallidas</translation>
    </message>
    <message>
        <source>{done} of {total} rasters</source>
        <translation>{done} de {total} ráster</translation>
    </message>
    <message>
        <source>{done} of {total} tiles</source>
        <translation>{done} de {total} teselas</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>quedan {time}</translation>
    </message>
</context>
<context>
    <name>JobTexts</name>
    <message>
        <source>Checking the catalog</source>
        <translation>Comprobación del catálogo</translation>
    </message>
    <message>
        <source>Comparing dates</source>
        <translation>Comparación de fechas</translation>
    </message>
    <message numerus="yes">
        <source>Comparing dates is done: %Ln tiles.</source>
        <translation>
            <numerusform>La comparación de fechas ha terminado: %Ln tesela.</numerusform>
            <numerusform>La comparación de fechas ha terminado: %Ln teselas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Embedding anew</source>
        <translation>Nueva vectorización</translation>
    </message>
    <message numerus="yes">
        <source>Embedding anew is done: %Ln texts.</source>
        <translation>
            <numerusform>La nueva vectorización ha terminado: %Ln texto.</numerusform>
            <numerusform>La nueva vectorización ha terminado: %Ln textos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Fetching the model</source>
        <translation>Obtención del modelo</translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation>Indexación</translation>
    </message>
    <message numerus="yes">
        <source>Indexing is done: %Ln tiles.</source>
        <translation>
            <numerusform>La indexación ha terminado: %Ln tesela.</numerusform>
            <numerusform>La indexación ha terminado: %Ln teselas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking again</source>
        <translation>Nueva mirada</translation>
    </message>
    <message numerus="yes">
        <source>Looking again is done: %Ln tiles.</source>
        <translation>
            <numerusform>La nueva mirada ha terminado: %Ln tesela.</numerusform>
            <numerusform>La nueva mirada ha terminado: %Ln teselas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Some rasters or tiles failed.</source>
        <translation>Algunos ráster o teselas han fallado.</translation>
    </message>
    <message numerus="yes">
        <source>The catalog has %Ln faults.</source>
        <translation>
            <numerusform>El catálogo tiene %Ln fallo.</numerusform>
            <numerusform>El catálogo tiene %Ln fallos.</numerusform>
        </translation>
    </message>
    <message>
        <source>The catalog is sound.</source>
        <translation>El catálogo está en orden.</translation>
    </message>
    <message>
        <source>The engine ended.</source>
        <translation>El motor ha terminado.</translation>
    </message>
    <message>
        <source>Tilescribe: checking {name}</source>
        <translation>Tilescribe: comprobando {name}</translation>
    </message>
    <message>
        <source>Tilescribe: comparing dates of {name}</source>
        <translation>Tilescribe: comparando fechas de {name}</translation>
    </message>
    <message>
        <source>Tilescribe: embedding {name} anew</source>
        <translation>Tilescribe: nueva vectorización de {name}</translation>
    </message>
    <message>
        <source>Tilescribe: fetching a model</source>
        <translation>Tilescribe: obteniendo un modelo</translation>
    </message>
    <message>
        <source>Tilescribe: indexing {name}</source>
        <translation>Tilescribe: indexando {name}</translation>
    </message>
    <message>
        <source>Tilescribe: looking again at {name}</source>
        <translation>Tilescribe: mirando otra vez {name}</translation>
    </message>
    <message>
        <source>{model} is here now.</source>
        <translation>{model} ya está aquí.</translation>
    </message>
    <message>
        <source>{model} is on this computer now. Licence: {licence}</source>
        <translation>{model} ya está en este ordenador. Licencia: {licence}</translation>
    </message>
    <message>
        <source>{work} failed.</source>
        <translation>{work}: ha fallado.</translation>
    </message>
    <message>
        <source>{work} failed. {reason}</source>
        <translation>{work}: ha fallado. {reason}</translation>
    </message>
    <message>
        <source>{work} is done, but some rasters or tiles failed ({count}). The reasons stand under Catalogs.</source>
        <translation>{work}: terminado, pero algunos ráster o teselas han fallado ({count}). Los motivos están en Catálogos.</translation>
    </message>
    <message>
        <source>{work} was interrupted.</source>
        <translation>{work}: interrumpido.</translation>
    </message>
    <message>
        <source>{work} was stopped.</source>
        <translation>{work}: detenido.</translation>
    </message>
    <message>
        <source>{work} was stopped. What is done is kept; Continue goes on.</source>
        <translation>{work}: detenido. Lo hecho se conserva; Continuar sigue adelante.</translation>
    </message>
</context>
<context>
    <name>JudgeButtons</name>
    <message>
        <source>Confirm</source>
        <translation>Confirmar</translation>
    </message>
    <message>
        <source>Note (N)</source>
        <translation>Nota (N)</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rechazar</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Dudosa</translation>
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
        <translation>Confirmada</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>Anotada</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rechazada</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Dudosa</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>alguien</translation>
    </message>
    <message>
        <source>you</source>
        <translation>usted</translation>
    </message>
    <message>
        <source>{count} confirmed</source>
        <translation>{count} confirmadas</translation>
    </message>
    <message>
        <source>{count} rejected</source>
        <translation>{count} rechazadas</translation>
    </message>
    <message>
        <source>{count} unseen</source>
        <translation>{count} sin ver</translation>
    </message>
    <message>
        <source>{count} unsure</source>
        <translation>{count} dudosas</translation>
    </message>
    <message>
        <source>{verdict} ({grade})</source>
        <translation>{verdict} ({grade})</translation>
    </message>
    <message>
        <source>{verdict} by {author}</source>
        <translation>{verdict} por {author}</translation>
    </message>
    <message>
        <source>{verdict} by {author}, {moment}</source>
        <translation>{verdict} por {author}, {moment}</translation>
    </message>
</context>
<context>
    <name>JudgingOptions</name>
    <message>
        <source>From the lowest to the highest, separated by commas, nine at most: the keys 1 to 9. The first one rejects a tile, the others confirm it.</source>
        <translation>Del más bajo al más alto, separados por comas, nueve como máximo: las teclas 1 a 9. El primero rechaza una tesela, los demás la confirman.</translation>
    </message>
    <message>
        <source>Grades</source>
        <translation>Grados</translation>
    </message>
    <message>
        <source>Judging</source>
        <translation>Juicio</translation>
    </message>
    <message>
        <source>Tiles are judged by</source>
        <translation>Las teselas se juzgan por</translation>
    </message>
    <message>
        <source>Under this name your judgements are kept and shown to others.</source>
        <translation>Con este nombre se guardan sus juicios y se muestran a otros.</translation>
    </message>
    <message>
        <source>Yes or no: confirm, reject, unsure</source>
        <translation>Sí o no: confirmar, rechazar, dudosa</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Su nombre</translation>
    </message>
</context>
<context>
    <name>LargePictures</name>
    <message>
        <source>The picture cannot be read.</source>
        <translation>No se puede leer la imagen.</translation>
    </message>
</context>
<context>
    <name>LayerExport</name>
    <message>
        <source>The file could not be written. {reason}</source>
        <translation>No se pudo escribir el archivo. {reason}</translation>
    </message>
    <message>
        <source>The layer was removed before {name} was written.</source>
        <translation>La capa se quitó antes de que se escribiera {name}.</translation>
    </message>
    <message>
        <source>{name} does not say in which format to write. Give it an ending such as .gpkg, .csv or .geojson.</source>
        <translation>{name} no dice en qué formato escribir. Déle una extensión como .gpkg, .csv o .geojson.</translation>
    </message>
    <message>
        <source>{name} is a catalog of Tilescribe. Choose another file for the results.</source>
        <translation>{name} es un catálogo de Tilescribe. Elija otro archivo para los resultados.</translation>
    </message>
    <message>
        <source>{name} is a database that exists already. Choose another name.</source>
        <translation>{name} es una base de datos que ya existe. Elija otro nombre.</translation>
    </message>
</context>
<context>
    <name>LayerMenu</name>
    <message>
        <source>Add to Tilescribe catalog…</source>
        <translation>Añadir al catálogo de Tilescribe…</translation>
    </message>
</context>
<context>
    <name>MapBook</name>
    <message>
        <source>Map book</source>
        <translation>Libro de mapas</translation>
    </message>
</context>
<context>
    <name>MapJudging</name>
    <message>
        <source>None of the results lies here.</source>
        <translation>Ninguno de los resultados está aquí.</translation>
    </message>
</context>
<context>
    <name>MarkEditor</name>
    <message numerus="yes">
        <source>%Ln tiles were judged elsewhere since, and stay as they are.</source>
        <translation>
            <numerusform>%Ln tesela se ha juzgado en otro sitio desde entonces y queda como está.</numerusform>
            <numerusform>%Ln teselas se han juzgado en otro sitio desde entonces y quedan como están.</numerusform>
        </translation>
    </message>
    <message>
        <source>Confirm {count} tiles</source>
        <translation>Confirmar {count} teselas</translation>
    </message>
    <message>
        <source>Confirm “{tile}”</source>
        <translation>Confirmar «{tile}»</translation>
    </message>
    <message>
        <source>Correct “{tile}”</source>
        <translation>Corregir «{tile}»</translation>
    </message>
    <message>
        <source>Grade {count} tiles as {grade}</source>
        <translation>Graduar {count} teselas como {grade}</translation>
    </message>
    <message>
        <source>Grade “{tile}” as {grade}</source>
        <translation>Graduar «{tile}» como {grade}</translation>
    </message>
    <message>
        <source>Note on “{tile}”</source>
        <translation>Nota sobre «{tile}»</translation>
    </message>
    <message>
        <source>Reject {count} tiles</source>
        <translation>Rechazar {count} teselas</translation>
    </message>
    <message>
        <source>Reject “{tile}”</source>
        <translation>Rechazar «{tile}»</translation>
    </message>
    <message>
        <source>Remove the note on “{tile}”</source>
        <translation>Quitar la nota de «{tile}»</translation>
    </message>
    <message>
        <source>Take back the judgement of “{tile}”</source>
        <translation>Retirar el juicio de «{tile}»</translation>
    </message>
    <message>
        <source>Take back {count} judgements</source>
        <translation>Retirar {count} juicios</translation>
    </message>
    <message>
        <source>Unsure about {count} tiles</source>
        <translation>Duda sobre {count} teselas</translation>
    </message>
    <message>
        <source>Unsure about “{tile}”</source>
        <translation>Duda sobre «{tile}»</translation>
    </message>
    <message>
        <source>What you wrote is kept as a draft.</source>
        <translation>Lo que ha escrito se conserva como borrador.</translation>
    </message>
</context>
<context>
    <name>MarkWriter</name>
    <message>
        <source>{count} judgements could not be written when the window was closed: {reason}</source>
        <translation>{count} juicios no se pudieron escribir al cerrar la ventana: {reason}</translation>
    </message>
</context>
<context>
    <name>MessageLog</name>
    <message>
        <source>The engine is ready.</source>
        <translation>El motor está listo.</translation>
    </message>
</context>
<context>
    <name>MessageOverlay</name>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>MissingRastersNotice</name>
    <message>
        <source>Rasters that are not where they were: {count}. Add them from their new place.</source>
        <translation>Ráster que no están donde estaban: {count}. Añádalos desde su nuevo lugar.</translation>
    </message>
    <message>
        <source>Take out…</source>
        <translation>Quitar…</translation>
    </message>
    <message>
        <source>Take them out of the catalog, with their descriptions? Marks and corrections are kept; no file is deleted.</source>
        <translation>¿Quitarlos del catálogo, con sus descripciones? Las marcas y correcciones se conservan; no se borra ningún archivo.</translation>
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
        <translation>Confirmada</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>Anotada</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rechazada</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Dudosa</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>sin nombre</translation>
    </message>
    <message>
        <source>you</source>
        <translation>usted</translation>
    </message>
    <message>
        <source>{count} confirmed</source>
        <translation>{count} confirmadas</translation>
    </message>
    <message>
        <source>{count} disputed</source>
        <translation>{count} discutidas</translation>
    </message>
    <message>
        <source>{count} noted</source>
        <translation>{count} anotadas</translation>
    </message>
    <message>
        <source>{count} rejected</source>
        <translation>{count} rechazadas</translation>
    </message>
    <message>
        <source>{count} unseen</source>
        <translation>{count} sin ver</translation>
    </message>
    <message>
        <source>{count} unsure</source>
        <translation>{count} dudosas</translation>
    </message>
    <message>
        <source>{shown} of {total} marks: {counts}</source>
        <translation>{shown} de {total} marcas: {counts}</translation>
    </message>
</context>
<context>
    <name>MissionActions</name>
    <message>
        <source>Ask “{question}” again</source>
        <translation>Preguntar otra vez «{question}»</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirmar</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Supr</translation>
    </message>
    <message>
        <source>Describe</source>
        <translation>Describir</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Intro</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Grado</translation>
    </message>
    <message>
        <source>Judge {count} places</source>
        <translation>Juzgar {count} lugares</translation>
    </message>
    <message>
        <source>Judge “{tile}”</source>
        <translation>Juzgar «{tile}»</translation>
    </message>
    <message>
        <source>Note on “{tile}”</source>
        <translation>Nota sobre «{tile}»</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>Nota…</translation>
    </message>
    <message>
        <source>Open its question again</source>
        <translation>Abrir otra vez su pregunta</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rechazar</translation>
    </message>
    <message>
        <source>Take back the mark of “{tile}”</source>
        <translation>Retirar la marca de «{tile}»</translation>
    </message>
    <message>
        <source>Take back {count} marks</source>
        <translation>Retirar {count} marcas</translation>
    </message>
    <message>
        <source>Take my mark back</source>
        <translation>Retirar mi marca</translation>
    </message>
    <message>
        <source>Take the confirmation back</source>
        <translation>Retirar la confirmación</translation>
    </message>
    <message>
        <source>Take the rejection back</source>
        <translation>Retirar el rechazo</translation>
    </message>
    <message>
        <source>Take “unsure” back</source>
        <translation>Retirar «dudosa»</translation>
    </message>
    <message>
        <source>There is no mark of yours on what is selected.</source>
        <translation>No hay ninguna marca suya en lo seleccionado.</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Dudosa</translation>
    </message>
    <message>
        <source>Zoom to</source>
        <translation>Zum a la tesela</translation>
    </message>
    <message>
        <source>{count} places that you judged otherwise stay as they are. Select one alone to change it.</source>
        <translation>{count} lugares que usted juzgó de otra manera quedan como están. Seleccione uno solo para cambiarlo.</translation>
    </message>
</context>
<context>
    <name>MissionExport</name>
    <message>
        <source>Confirmed only</source>
        <translation>Solo confirmadas</translation>
    </message>
    <message>
        <source>Everything listed</source>
        <translation>Todo lo listado</translation>
    </message>
    <message>
        <source>Export places…</source>
        <translation>Exportar lugares…</translation>
    </message>
    <message>
        <source>Map book…</source>
        <translation>Libro de mapas…</translation>
    </message>
    <message>
        <source>PDF report…</source>
        <translation>Informe PDF…</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>Seleccionadas</translation>
    </message>
    <message>
        <source>Web page…</source>
        <translation>Página web…</translation>
    </message>
</context>
<context>
    <name>MissionFilters</name>
    <message>
        <source>All</source>
        <translation>Todos</translation>
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
        <translation>Filtros de la lista de la misión</translation>
    </message>
    <message>
        <source>Grade:</source>
        <translation>Grado:</translation>
    </message>
    <message>
        <source>Judgement:</source>
        <translation>Juicio:</translation>
    </message>
    <message>
        <source>Label:</source>
        <translation>Etiqueta:</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Lo último</translation>
    </message>
    <message>
        <source>List only what has all of these words (Ctrl+F)</source>
        <translation>Listar solo lo que tiene todas estas palabras (Ctrl+F)</translation>
    </message>
    <message>
        <source>Notes, places, questions, people</source>
        <translation>Notas, lugares, preguntas, personas</translation>
    </message>
    <message>
        <source>Only what the map shows</source>
        <translation>Solo lo que muestra el mapa</translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation>Orden de la lista</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Pregunta</translation>
    </message>
    <message>
        <source>Question:</source>
        <translation>Pregunta:</translation>
    </message>
    <message>
        <source>Take all filters away</source>
        <translation>Quitar todos los filtros</translation>
    </message>
    <message>
        <source>The map shows no place on Earth: set the project&apos;s CRS.</source>
        <translation>El mapa no muestra ningún lugar de la Tierra: defina el SRC del proyecto.</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Veredicto</translation>
    </message>
</context>
<context>
    <name>MissionLayer</name>
    <message>
        <source>Acquired</source>
        <translation>Adquirido</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Autor</translation>
    </message>
    <message>
        <source>Catalog</source>
        <translation>Catálogo</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Contado</translation>
    </message>
    <message>
        <source>Drawn and counted</source>
        <translation>Dibujado y contado</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Grado</translation>
    </message>
    <message>
        <source>Judged at</source>
        <translation>Juzgado el</translation>
    </message>
    <message>
        <source>Judged differently</source>
        <translation>Juzgado de distinta manera</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <source>Mission list</source>
        <translation>Lista de la misión</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Pregunta</translation>
    </message>
    <message>
        <source>Raster</source>
        <translation>Ráster</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Forma</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Resumen</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>Tesela</translation>
    </message>
    <message>
        <source>Tile size (m)</source>
        <translation>Tamaño de tesela (m)</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Veredicto</translation>
    </message>
</context>
<context>
    <name>MissionModel</name>
    <message>
        <source>Asked: {question}</source>
        <translation>Preguntado: {question}</translation>
    </message>
    <message>
        <source>Others judge this place differently.</source>
        <translation>Otros juzgan este lugar de otra manera.</translation>
    </message>
    <message>
        <source>The catalog has no tile of this place now; the mark is kept.</source>
        <translation>El catálogo no tiene ahora ninguna tesela de este lugar; la marca se conserva.</translation>
    </message>
</context>
<context>
    <name>MissionPage</name>
    <message>
        <source>A layer that shows what the list shows</source>
        <translation>Una capa que muestra lo que muestra la lista</translation>
    </message>
    <message>
        <source>All open catalogs ({count})</source>
        <translation>Todos los catálogos abiertos ({count})</translation>
    </message>
    <message>
        <source>Catalogs of the mission list</source>
        <translation>Catálogos de la lista de la misión</translation>
    </message>
    <message>
        <source>Export places of the mission list</source>
        <translation>Exportar lugares de la lista de la misión</translation>
    </message>
    <message>
        <source>Mission {name}</source>
        <translation>Misión {name}</translation>
    </message>
    <message>
        <source>No catalog</source>
        <translation>Ningún catálogo</translation>
    </message>
    <message>
        <source>No catalog is in use. Ask a question, or choose a catalog first.</source>
        <translation>No hay ningún catálogo en uso. Haga una pregunta o elija antes un catálogo.</translation>
    </message>
    <message>
        <source>No mark is like these filters: {count} are hidden.</source>
        <translation>Ninguna marca coincide con estos filtros: {count} están ocultas.</translation>
    </message>
    <message>
        <source>Not saved, but kept as a draft: the next note on this tile goes on with it.</source>
        <translation>Sin guardar, pero se conserva como borrador: la próxima nota de esta tesela sigue con él.</translation>
    </message>
    <message>
        <source>Nothing is judged yet. What you and others confirm (C), reject (R) or are unsure about (U) is listed here, over all questions.</source>
        <translation>Todavía no hay nada juzgado. Lo que usted y otros confirman (C), rechazan (R) o dudan (U) aparece aquí, de todas las preguntas.</translation>
    </message>
    <message>
        <source>Places are counted, however many people judged them alike; disputed ones once, as disputed.</source>
        <translation>Se cuentan lugares, sin importar cuántas personas los juzgaron igual; los discutidos una vez, como discutidos.</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>Mostrar en el mapa</translation>
    </message>
    <message>
        <source>Take all filters away</source>
        <translation>Quitar todos los filtros</translation>
    </message>
    <message>
        <source>The engine does not run yet. It starts with the first question.</source>
        <translation>El motor todavía no está en marcha. Arranca con la primera pregunta.</translation>
    </message>
    <message>
        <source>The layer “Mission list” shows what was drawn.</source>
        <translation>La capa «Lista de la misión» muestra lo dibujado.</translation>
    </message>
    <message>
        <source>The marks of {name} cannot be read now: {reason}</source>
        <translation>Las marcas de {name} no se pueden leer ahora: {reason}</translation>
    </message>
    <message>
        <source>Unseen: results of the present question that nobody has judged.</source>
        <translation>Sin ver: resultados de la pregunta actual que nadie ha juzgado.</translation>
    </message>
</context>
<context>
    <name>MissionView</name>
    <message>
        <source>Mission list</source>
        <translation>Lista de la misión</translation>
    </message>
</context>
<context>
    <name>NotePanel</name>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Borrador</translation>
    </message>
    <message>
        <source>Go back to the text that is saved</source>
        <translation>Volver al texto guardado</translation>
    </message>
    <message>
        <source>Leave (Esc)</source>
        <translation>Salir (Esc)</translation>
    </message>
    <message>
        <source>Save (Ctrl+Enter)</source>
        <translation>Guardar (Ctrl+Intro)</translation>
    </message>
    <message>
        <source>What was changed is kept as a draft</source>
        <translation>Lo que se ha cambiado se conserva como borrador</translation>
    </message>
</context>
<context>
    <name>OptionsPage</name>
    <message>
        <source>A click on a result</source>
        <translation>Un clic en un resultado</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Motor</translation>
    </message>
    <message>
        <source>Forget all questions</source>
        <translation>Olvidar todas las preguntas</translation>
    </message>
    <message>
        <source>Forgotten</source>
        <translation>Olvidadas</translation>
    </message>
    <message>
        <source>Indexing, unless chosen otherwise</source>
        <translation>Indexación, si no se elige otra cosa</translation>
    </message>
    <message>
        <source>Leaves the map where it is</source>
        <translation>Deja el mapa donde está</translation>
    </message>
    <message>
        <source>Moves the map to it, at the same scale</source>
        <translation>Mueve el mapa hasta él, a la misma escala</translation>
    </message>
    <message>
        <source>Questions asked</source>
        <translation>Preguntas hechas</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Búsqueda</translation>
    </message>
    <message>
        <source>Zooms to it</source>
        <translation>Se acerca a él</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Before: {date}</source>
        <translation>Antes: {date}</translation>
    </message>
    <message>
        <source>Later: {date}</source>
        <translation>Después: {date}</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>sin fecha</translation>
    </message>
    <message>
        <source>{raster} (file gone)</source>
        <translation>{raster} (falta el archivo)</translation>
    </message>
</context>
<context>
    <name>Product</name>
    <message>
        <source>Acquired</source>
        <translation>Adquirido</translation>
    </message>
    <message>
        <source>All places</source>
        <translation>Todos los lugares</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Confirmada</translation>
    </message>
    <message>
        <source>Coordinates (WGS 84)</source>
        <translation>Coordenadas (WGS 84)</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Cantidad</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Descripción</translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation>Juzgado por</translation>
    </message>
    <message>
        <source>MGRS</source>
        <translation>MGRS</translation>
    </message>
    <message>
        <source>Map of all places</source>
        <translation>Mapa de todos los lugares</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>Sin fecha</translation>
    </message>
    <message>
        <source>No layer of the project shows this place.</source>
        <translation>Ninguna capa del proyecto muestra este lugar.</translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>Sin juzgar</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Cifras</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Otros</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Lugares</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Pregunta</translation>
    </message>
    <message>
        <source>Raster</source>
        <translation>Ráster</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rechazada</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Puntuación</translation>
    </message>
    <message>
        <source>The disk is full, or the file was taken away.</source>
        <translation>El disco está lleno o se quitó el archivo.</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Dudosa</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Lo que ha cambiado</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>alguien</translation>
    </message>
    <message>
        <source>{number} (continued)</source>
        <translation>{number} (continuación)</translation>
    </message>
    <message>
        <source>{path} cannot be written.</source>
        <translation>No se puede escribir {path}.</translation>
    </message>
</context>
<context>
    <name>ProductColumns</name>
    <message>
        <source>Acquired</source>
        <translation>Adquirido</translation>
    </message>
    <message>
        <source>Acquired until</source>
        <translation>Adquirido hasta</translation>
    </message>
    <message>
        <source>All that is said of it</source>
        <translation>Todo lo que se dice de él</translation>
    </message>
    <message>
        <source>Catalog</source>
        <translation>Catálogo</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Cantidad</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Descripción</translation>
    </message>
    <message>
        <source>Earlier date</source>
        <translation>Fecha anterior</translation>
    </message>
    <message>
        <source>Earlier date until</source>
        <translation>Fecha anterior hasta</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Grado</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>Juzgado</translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation>Juzgado por</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Latitud</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Longitud</translation>
    </message>
    <message>
        <source>MGRS</source>
        <translation>MGRS</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Imagen</translation>
    </message>
    <message>
        <source>Picture of the earlier date</source>
        <translation>Imagen de la fecha anterior</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Pregunta</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Posición</translation>
    </message>
    <message>
        <source>Raster</source>
        <translation>Ráster</translation>
    </message>
    <message>
        <source>Raster of the earlier date</source>
        <translation>Ráster de la fecha anterior</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Puntuación</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>Tesela</translation>
    </message>
    <message>
        <source>Tile size (m)</source>
        <translation>Tamaño de tesela (m)</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Veredicto</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Lo que ha cambiado</translation>
    </message>
    <message>
        <source>What others think of it</source>
        <translation>Lo que otros opinan</translation>
    </message>
</context>
<context>
    <name>ProductDialog</name>
    <message>
        <source>Add it to the project</source>
        <translation>Añadirlo al proyecto</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Autor</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Elegir…</translation>
    </message>
    <message>
        <source>Export places</source>
        <translation>Exportar lugares</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Formato</translation>
    </message>
    <message>
        <source>Open it afterwards</source>
        <translation>Abrirlo después</translation>
    </message>
    <message>
        <source>Open the layout</source>
        <translation>Abrir la composición</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Lugares</translation>
    </message>
    <message>
        <source>There is no folder {folder}. Choose another one.</source>
        <translation>No existe la carpeta {folder}. Elija otra.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Título</translation>
    </message>
    <message>
        <source>{name} exists and gets one more layer.</source>
        <translation>{name} existe y recibe una capa más.</translation>
    </message>
    <message>
        <source>{name} exists and will be replaced.</source>
        <translation>{name} existe y se sustituirá.</translation>
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
        <translation>No se pudo escribir el archivo. {reason}</translation>
    </message>
    <message>
        <source>There is no place to write. Confirm some with C, or choose everything that is shown.</source>
        <translation>No hay ningún lugar que escribir. Confirme algunos con C o elija todo lo que se muestra.</translation>
    </message>
</context>
<context>
    <name>ProductFormats</name>
    <message>
        <source>A cover, then a page for each place.</source>
        <translation>Una portada y después una página por lugar.</translation>
    </message>
    <message>
        <source>A drawing: the geometry without notes or other attributes.</source>
        <translation>Un dibujo: la geometría sin notas ni otros atributos.</translation>
    </message>
    <message>
        <source>A print layout in this project, with an atlas over the places, which are kept in a GeoPackage.</source>
        <translation>Una composición de impresión en este proyecto, con un atlas de los lugares, que se guardan en un GeoPackage.</translation>
    </message>
    <message>
        <source>A table with coordinates, without the geometry.</source>
        <translation>Una tabla con coordenadas, sin la geometría.</translation>
    </message>
    <message>
        <source>A table with longitude, latitude and MGRS, and the geometry as text.</source>
        <translation>Una tabla con longitud, latitud y MGRS, y la geometría como texto.</translation>
    </message>
    <message>
        <source>Cuts texts to 254 bytes; lines and points that were drawn go to files of their own.</source>
        <translation>Corta los textos a 254 bytes; las líneas y puntos dibujados van a archivos propios.</translation>
    </message>
    <message>
        <source>KMZ for Google Earth</source>
        <translation>KMZ para Google Earth</translation>
    </message>
    <message>
        <source>Map book</source>
        <translation>Libro de mapas</translation>
    </message>
    <message>
        <source>One file with everything in it, to hand on.</source>
        <translation>Un solo archivo con todo, para entregar.</translation>
    </message>
    <message>
        <source>PDF report</source>
        <translation>Informe PDF</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>Página web</translation>
    </message>
    <message>
        <source>With its style in it; a file that exists gets one more layer.</source>
        <translation>Con su estilo dentro; un archivo existente recibe una capa más.</translation>
    </message>
    <message>
        <source>With pictures, notes and colours in it.</source>
        <translation>Con imágenes, notas y colores dentro.</translation>
    </message>
</context>
<context>
    <name>ProductLayers</name>
    <message>
        <source>{title}, drawn</source>
        <translation>{title}, dibujado</translation>
    </message>
    <message>
        <source>{title}, drawn lines</source>
        <translation>{title}, líneas dibujadas</translation>
    </message>
    <message>
        <source>{title}, drawn points</source>
        <translation>{title}, puntos dibujados</translation>
    </message>
    <message>
        <source>{title}, lines</source>
        <translation>{title}, líneas</translation>
    </message>
    <message>
        <source>{title}, points</source>
        <translation>{title}, puntos</translation>
    </message>
</context>
<context>
    <name>ProductProgress</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Tilescribe</source>
        <translation>Tilescribe</translation>
    </message>
    <message>
        <source>Writing {name}…</source>
        <translation>Escribiendo {name}…</translation>
    </message>
</context>
<context>
    <name>ProductWriter</name>
    <message>
        <source>{path} was written but cannot be read.</source>
        <translation>{path} se ha escrito pero no se puede leer.</translation>
    </message>
</context>
<context>
    <name>ProgressPage</name>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Copiar el informe</translation>
    </message>
    <message>
        <source>Fetch the installer (uv)</source>
        <translation>Obtener el instalador (uv)</translation>
    </message>
    <message>
        <source>Find a Python, or fetch one</source>
        <translation>Encontrar u obtener un Python</translation>
    </message>
    <message>
        <source>Install PyTorch and the engine</source>
        <translation>Instalar PyTorch y el motor</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Make an environment of its own</source>
        <translation>Crear un entorno propio</translation>
    </message>
    <message>
        <source>On their way: {names}</source>
        <translation>En camino: {names}</translation>
    </message>
    <message>
        <source>See that everything loads</source>
        <translation>Comprobar que todo se carga</translation>
    </message>
    <message>
        <source>See what is needed</source>
        <translation>Ver qué hace falta</translation>
    </message>
    <message>
        <source>The engine is being set up. QGIS can be used meanwhile.</source>
        <translation>El motor se está configurando. Mientras tanto se puede usar QGIS.</translation>
    </message>
    <message>
        <source>The set-up is being cancelled. What was downloaded is kept for another try.</source>
        <translation>La configuración se está cancelando. Lo descargado se guarda para otro intento.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
    <message>
        <source>What was downloaded is kept; another try goes on from there.</source>
        <translation>Lo descargado se conserva; otro intento sigue desde ahí.</translation>
    </message>
    <message>
        <source>{amount} QGIS can be used meanwhile.</source>
        <translation>{amount} Mientras tanto se puede usar QGIS.</translation>
    </message>
</context>
<context>
    <name>QuestionNavigation</name>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Back to “{question}” (Alt+Left)</source>
        <translation>Volver a «{question}» (Alt+Izquierda)</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Adelante</translation>
    </message>
    <message>
        <source>Forward to “{question}” (Alt+Right)</source>
        <translation>Adelante a «{question}» (Alt+Derecha)</translation>
    </message>
    <message>
        <source>similar tiles</source>
        <translation>teselas parecidas</translation>
    </message>
</context>
<context>
    <name>RasterChooser</name>
    <message numerus="yes">
        <source>%Ln rasters</source>
        <translation>
            <numerusform>%Ln ráster</numerusform>
            <numerusform>%Ln ráster</numerusform>
        </translation>
    </message>
    <message>
        <source>all</source>
        <translation>todos</translation>
    </message>
    <message>
        <source>{count} single rasters are chosen, and {most} can be. Choose whole folders, a label or dates instead.</source>
        <translation>Hay {count} ráster sueltos elegidos y se admiten {most}. Elija carpetas enteras, una etiqueta o fechas.</translation>
    </message>
</context>
<context>
    <name>RasterTableModel</name>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Date from</source>
        <translation>Fecha de</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <source>Raster</source>
        <translation>Ráster</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>Teselas</translation>
    </message>
    <message>
        <source>file name</source>
        <translation>nombre del archivo</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>sin fecha</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>etiquetas del archivo</translation>
    </message>
    <message>
        <source>you</source>
        <translation>usted</translation>
    </message>
</context>
<context>
    <name>RasterTreeModel</name>
    <message>
        <source>Without a folder</source>
        <translation>Sin carpeta</translation>
    </message>
</context>
<context>
    <name>ReembedDialog</name>
    <message>
        <source>As the model prefers</source>
        <translation>Como prefiera el modelo</translation>
    </message>
    <message>
        <source>Embed the texts anew</source>
        <translation>Vectorizar de nuevo los textos</translation>
    </message>
    <message>
        <source>Embedder</source>
        <translation>Vectorizador</translation>
    </message>
    <message>
        <source>Gives every text a vector of another embedder. Nothing is described again.</source>
        <translation>Da a cada texto un vector de otro vectorizador. No se describe nada de nuevo.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Arrancar</translation>
    </message>
</context>
<context>
    <name>ResultHints</name>
    <message>
        <source>Dates or labels of rasters have changed since.</source>
        <translation>Fechas o etiquetas de ráster han cambiado desde entonces.</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Buscar de nuevo</translation>
    </message>
    <message>
        <source>The filters have changed since.</source>
        <translation>Los filtros han cambiado desde entonces.</translation>
    </message>
    <message>
        <source>The map shows none of the results.</source>
        <translation>El mapa no muestra ninguno de los resultados.</translation>
    </message>
    <message>
        <source>Zoom to all</source>
        <translation>Zum a todos</translation>
    </message>
</context>
<context>
    <name>ResultLayer</name>
    <message>
        <source>Acquired</source>
        <translation>Adquirido</translation>
    </message>
    <message>
        <source>Acquired from {first} to {last}.</source>
        <translation>Adquirido del {first} al {last}.</translation>
    </message>
    <message>
        <source>Acquired until</source>
        <translation>Adquirido hasta</translation>
    </message>
    <message>
        <source>Asked {moment}; question and descriptions compared with {model}.</source>
        <translation>Preguntado {moment}; pregunta y descripciones comparadas con {model}.</translation>
    </message>
    <message>
        <source>Catalog: {path}</source>
        <translation>Catálogo: {path}</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Confirmada</translation>
    </message>
    <message>
        <source>Date and label</source>
        <translation>Fecha y etiqueta</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>File is there</source>
        <translation>El archivo está</translation>
    </message>
    <message>
        <source>Found by words or picture</source>
        <translation>Encontrado por palabras o imagen</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Grado</translation>
    </message>
    <message>
        <source>Grade: %1</source>
        <translation>Grado: %1</translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation>Juzgado por</translation>
    </message>
    <message>
        <source>Judged by others</source>
        <translation>Juzgado por otros</translation>
    </message>
    <message>
        <source>Labels: {labels}.</source>
        <translation>Etiquetas: {labels}.</translation>
    </message>
    <message>
        <source>Matched words</source>
        <translation>Palabras coincidentes</translation>
    </message>
    <message>
        <source>Matching description</source>
        <translation>Descripción coincidente</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>Nota: %1</translation>
    </message>
    <message>
        <source>Only within an area.</source>
        <translation>Solo dentro de una zona.</translation>
    </message>
    <message>
        <source>Other date of the place</source>
        <translation>Otra fecha del lugar</translation>
    </message>
    <message>
        <source>Question: {question}</source>
        <translation>Pregunta: {question}</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Posición</translation>
    </message>
    <message>
        <source>Rank value of the closer look</source>
        <translation>Valor de orden de la mirada cercana</translation>
    </message>
    <message>
        <source>Raster</source>
        <translation>Ráster</translation>
    </message>
    <message>
        <source>Rasters: {names}.</source>
        <translation>Ráster: {names}.</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rechazada</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Puntuación</translation>
    </message>
    <message>
        <source>Score of at least {score}.</source>
        <translation>Puntuación de al menos {score}.</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Resumen</translation>
    </message>
    <message>
        <source>The layer {name} did not take the change, which the catalog keeps: {reason}</source>
        <translation>La capa {name} no aceptó el cambio, que el catálogo conserva: {reason}</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>Tesela</translation>
    </message>
    <message>
        <source>Tile size (m)</source>
        <translation>Tamaño de tesela (m)</translation>
    </message>
    <message>
        <source>Tile sizes: {sizes}.</source>
        <translation>Tamaños de tesela: {sizes}.</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Dudosa</translation>
    </message>
    <message>
        <source>Valid share</source>
        <translation>Proporción válida</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Veredicto</translation>
    </message>
    <message>
        <source>What speaks against it</source>
        <translation>Lo que habla en contra</translation>
    </message>
    <message>
        <source>the file may not be written</source>
        <translation>el archivo no se puede escribir</translation>
    </message>
    <message>
        <source>{found} of {candidates} tiles.</source>
        <translation>{found} de {candidates} teselas.</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>Other dates: {dates}</source>
        <translation>Otras fechas: {dates}</translation>
    </message>
    <message>
        <source>by its picture</source>
        <translation>por su imagen</translation>
    </message>
    <message>
        <source>{raster} (file gone)</source>
        <translation>{raster} (falta el archivo)</translation>
    </message>
</context>
<context>
    <name>ResultsHeader</name>
    <message numerus="yes">
        <source>%Ln rasters without a date left out</source>
        <translation>
            <numerusform>%Ln ráster sin fecha omitido</numerusform>
            <numerusform>%Ln ráster sin fecha omitidos</numerusform>
        </translation>
    </message>
    <message>
        <source>A click leaves the map as it is</source>
        <translation>Un clic deja el mapa como está</translation>
    </message>
    <message>
        <source>A click moves the map to the tile</source>
        <translation>Un clic mueve el mapa a la tesela</translation>
    </message>
    <message>
        <source>A click zooms to the tile</source>
        <translation>Un clic se acerca a la tesela</translation>
    </message>
    <message>
        <source>Export places…</source>
        <translation>Exportar lugares…</translation>
    </message>
    <message>
        <source>Heat map of this question as a layer…</source>
        <translation>Mapa de calor de esta pregunta como capa…</translation>
    </message>
    <message>
        <source>Keep these results: the next question makes another layer</source>
        <translation>Conservar estos resultados: la próxima pregunta crea otra capa</translation>
    </message>
    <message>
        <source>Keep this layer in a GeoPackage…</source>
        <translation>Guardar esta capa en un GeoPackage…</translation>
    </message>
    <message>
        <source>Map book…</source>
        <translation>Libro de mapas…</translation>
    </message>
    <message>
        <source>PDF report…</source>
        <translation>Informe PDF…</translation>
    </message>
    <message>
        <source>Read as: {reading}</source>
        <translation>Leído como: {reading}</translation>
    </message>
    <message>
        <source>Save or export these results</source>
        <translation>Guardar o exportar estos resultados</translation>
    </message>
    <message>
        <source>Search here</source>
        <translation>Buscar aquí</translation>
    </message>
    <message>
        <source>The layer was removed: show these results on the map again</source>
        <translation>La capa se quitó: mostrar de nuevo estos resultados en el mapa</translation>
    </message>
    <message>
        <source>The map has moved since: search what it shows now</source>
        <translation>El mapa se ha movido desde entonces: buscar en lo que muestra ahora</translation>
    </message>
    <message>
        <source>Web page…</source>
        <translation>Página web…</translation>
    </message>
    <message>
        <source>What a click on a result does</source>
        <translation>Lo que hace un clic en un resultado</translation>
    </message>
    <message>
        <source>less like {count}</source>
        <translation>menos como {count}</translation>
    </message>
    <message>
        <source>more like {count}</source>
        <translation>más como {count}</translation>
    </message>
    <message>
        <source>similar to tile {number}</source>
        <translation>similares a la tesela {number}</translation>
    </message>
    <message>
        <source>{count} looked at closer</source>
        <translation>{count} vistas más de cerca</translation>
    </message>
    <message>
        <source>{found} of {candidates} tiles</source>
        <translation>{found} de {candidates} teselas</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>Rank {rank}, score {score}: {heading}</source>
        <translation>Posición {rank}, puntuación {score}: {heading}</translation>
    </message>
</context>
<context>
    <name>ResultsOutput</name>
    <message>
        <source>Confirmed only</source>
        <translation>Solo confirmadas</translation>
    </message>
    <message>
        <source>Everything shown</source>
        <translation>Todo lo mostrado</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Resultados</translation>
    </message>
    <message>
        <source>Save the results</source>
        <translation>Guardar los resultados</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>Seleccionadas</translation>
    </message>
    <message>
        <source>The layer is being edited. Save or discard your edits, then save the results.</source>
        <translation>La capa se está editando. Guarde o descarte los cambios y después guarde los resultados.</translation>
    </message>
    <message>
        <source>The results were saved, but {path} took no style.</source>
        <translation>Los resultados se han guardado, pero {path} no aceptó ningún estilo.</translation>
    </message>
    <message>
        <source>{path} was written but cannot be read.</source>
        <translation>{path} se ha escrito pero no se puede leer.</translation>
    </message>
</context>
<context>
    <name>SearchDock</name>
    <message>
        <source>Catalogs</source>
        <translation>Catálogos</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Motor</translation>
    </message>
    <message>
        <source>Mission</source>
        <translation>Misión</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Tilescribe</source>
        <translation>Tilescribe</translation>
    </message>
    <message>
        <source>Written to &lt;a href=&quot;{url}&quot;&gt;{path}&lt;/a&gt;</source>
        <translation>Escrito en &lt;a href=&quot;{url}&quot;&gt;{path}&lt;/a&gt;</translation>
    </message>
</context>
<context>
    <name>SearchLine</name>
    <message>
        <source>Asks what is different from the date before. Without a question, shows what has changed most.</source>
        <translation>Pregunta qué es diferente de la fecha anterior. Sin pregunta, muestra lo que más ha cambiado.</translation>
    </message>
    <message>
        <source>Describe in plain words what can be seen. The arrow down shows earlier questions.</source>
        <translation>Describa con palabras sencillas lo que se ve. La flecha abajo muestra preguntas anteriores.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>What are you looking for in {catalog}?</source>
        <translation>¿Qué busca en {catalog}?</translation>
    </message>
    <message>
        <source>What are you looking for?</source>
        <translation>¿Qué busca?</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Lo que ha cambiado</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Describe a place: click it on the map</source>
        <translation>Describir un lugar: haga clic en él en el mapa</translation>
    </message>
    <message>
        <source>Find places like one: click it on the map</source>
        <translation>Encontrar lugares parecidos: haga clic en el mapa</translation>
    </message>
    <message>
        <source>Judge on the map: click a result, then press C, R, U or N</source>
        <translation>Juzgar en el mapa: haga clic en un resultado y pulse C, R, U o N</translation>
    </message>
    <message>
        <source>Like tile {number}</source>
        <translation>Como la tesela {number}</translation>
    </message>
    <message>
        <source>What has changed most</source>
        <translation>Lo que más ha cambiado</translation>
    </message>
    <message>
        <source>buildings along a road</source>
        <translation>edificios a lo largo de una carretera</translation>
    </message>
    <message>
        <source>fields without houses</source>
        <translation>campos sin casas</translation>
    </message>
    <message>
        <source>water beside trees</source>
        <translation>agua junto a árboles</translation>
    </message>
</context>
<context>
    <name>SecondCanvas</name>
    <message>
        <source>Other date</source>
        <translation>Otra fecha</translation>
    </message>
</context>
<context>
    <name>SetupOptionsPanel</name>
    <message>
        <source>A Python that has Tilescribe</source>
        <translation>Un Python que tiene Tilescribe</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>As fits this computer</source>
        <translation>Según este ordenador</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Conectar</translation>
    </message>
    <message>
        <source>Connect to a running engine</source>
        <translation>Conectar con un motor en marcha</translation>
    </message>
    <message>
        <source>Folder of wheels</source>
        <translation>Carpeta de wheels</translation>
    </message>
    <message>
        <source>For an NVIDIA card (3.5 GB to download)</source>
        <translation>Para una tarjeta NVIDIA (3,5 GB de descarga)</translation>
    </message>
    <message>
        <source>For the processor (smaller)</source>
        <translation>Para el procesador (menor)</translation>
    </message>
    <message>
        <source>Found, or downloaded</source>
        <translation>Encontrado o descargado</translation>
    </message>
    <message>
        <source>From the internet</source>
        <translation>De internet</translation>
    </message>
    <message>
        <source>How the engine is set up</source>
        <translation>Cómo se configura el motor</translation>
    </message>
    <message>
        <source>Interpreter</source>
        <translation>Intérprete</translation>
    </message>
    <message>
        <source>Kept for this session only</source>
        <translation>Se guarda solo para esta sesión</translation>
    </message>
    <message>
        <source>Mirror of Pythons</source>
        <translation>Réplica de Pythons</translation>
    </message>
    <message>
        <source>Only asked where this computer has no Python that the engine can use</source>
        <translation>Solo se usa si este ordenador no tiene un Python que el motor pueda usar</translation>
    </message>
    <message>
        <source>Or the file that the engine named when it started</source>
        <translation>O el archivo que el motor indicó al arrancar</translation>
    </message>
    <message>
        <source>Package index</source>
        <translation>Índice de paquetes</translation>
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
        <translation>Archivo de token</translation>
    </message>
    <message>
        <source>Use an existing interpreter</source>
        <translation>Usar un intérprete existente</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Usarlo</translation>
    </message>
</context>
<context>
    <name>SetupPage</name>
    <message>
        <source>A file could not be removed: {reason}</source>
        <translation>No se pudo eliminar un archivo: {reason}</translation>
    </message>
    <message>
        <source>Another QGIS is setting the engine up. Wait until it has finished.</source>
        <translation>Otro QGIS está configurando el motor. Espere a que termine.</translation>
    </message>
    <message>
        <source>Forget this engine? Nothing is deleted.</source>
        <translation>¿Olvidar este motor? No se borra nada.</translation>
    </message>
    <message>
        <source>Remove the engine and everything that was set up for it? Catalogs stay as they are.</source>
        <translation>¿Eliminar el motor y todo lo que se configuró para él? Los catálogos quedan como están.</translation>
    </message>
    <message>
        <source>The engine was removed. Catalogs are still there.</source>
        <translation>El motor se ha eliminado. Los catálogos siguen ahí.</translation>
    </message>
    <message>
        <source>The report was copied to the clipboard. Read it before you send it.</source>
        <translation>El informe se ha copiado al portapapeles. Léalo antes de enviarlo.</translation>
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
        <translation>Configurar el motor de Tilescribe</translation>
    </message>
</context>
<context>
    <name>ShapeDrawer</name>
    <message>
        <source>Click along the line; right click ends, Backspace takes one back, Esc gives up.</source>
        <translation>Haga clic a lo largo de la línea; clic derecho termina, Retroceso quita uno, Esc abandona.</translation>
    </message>
    <message>
        <source>Click the corners; right click ends, Backspace takes one back, Esc gives up.</source>
        <translation>Haga clic en las esquinas; clic derecho termina, Retroceso quita una, Esc abandona.</translation>
    </message>
    <message>
        <source>Click the place; Esc gives up.</source>
        <translation>Haga clic en el lugar; Esc abandona.</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Cantidad</translation>
    </message>
    <message>
        <source>Count on “{tile}”</source>
        <translation>Contar en «{tile}»</translation>
    </message>
    <message>
        <source>Drag corners; double-click a side for a new one; Delete removes one; right click keeps it, Esc leaves it as it was.</source>
        <translation>Arrastre esquinas; doble clic en un lado para una nueva; Supr quita una; clic derecho lo guarda, Esc lo deja como estaba.</translation>
    </message>
    <message>
        <source>Draw on “{tile}”</source>
        <translation>Dibujar en «{tile}»</translation>
    </message>
    <message>
        <source>How many are there on this tile?</source>
        <translation>¿Cuántos hay en esta tesela?</translation>
    </message>
    <message>
        <source>Remove the count on “{tile}”</source>
        <translation>Quitar la cantidad de «{tile}»</translation>
    </message>
    <message>
        <source>Remove the drawing on “{tile}”</source>
        <translation>Quitar el dibujo de «{tile}»</translation>
    </message>
    <message>
        <source>Remove {count} drawings</source>
        <translation>Quitar {count} dibujos</translation>
    </message>
    <message>
        <source>The drawing lies nowhere on Earth, or on both sides of the 180th meridian. Draw it on one.</source>
        <translation>El dibujo no está en ningún lugar de la Tierra, o está a ambos lados del meridiano 180. Dibújelo en uno.</translation>
    </message>
    <message>
        <source>The map shows no place on Earth. Set the project&apos;s CRS, and try again.</source>
        <translation>El mapa no muestra ningún lugar de la Tierra. Defina el SRC del proyecto e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The map&apos;s CRS has no such place. Choose another, and try again.</source>
        <translation>El SRC del mapa no tiene ese lugar. Elija otro e inténtelo de nuevo.</translation>
    </message>
</context>
<context>
    <name>ShapeTool</name>
    <message>
        <source>A line needs two places.</source>
        <translation>Una línea necesita dos puntos.</translation>
    </message>
    <message>
        <source>A polygon needs three corners that are not in a line.</source>
        <translation>Un polígono necesita tres esquinas que no estén en línea.</translation>
    </message>
    <message>
        <source>The sides of the polygon cross: move or take back a corner (Backspace).</source>
        <translation>Los lados del polígono se cruzan: mueva o quite una esquina (Retroceso).</translation>
    </message>
</context>
<context>
    <name>Shapes</name>
    <message>
        <source>Point</source>
        <translation>Punto</translation>
    </message>
</context>
<context>
    <name>TileActions</name>
    <message>
        <source>Choose a catalog first.</source>
        <translation>Elija antes un catálogo.</translation>
    </message>
    <message>
        <source>Describe this place</source>
        <translation>Describir este lugar</translation>
    </message>
    <message>
        <source>Describe what the map shows now</source>
        <translation>Describir lo que el mapa muestra ahora</translation>
    </message>
    <message>
        <source>Find places like this</source>
        <translation>Encontrar lugares como este</translation>
    </message>
    <message>
        <source>There is no tile of the catalog at this place.</source>
        <translation>No hay ninguna tesela del catálogo en este lugar.</translation>
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
        <translation>Después</translation>
    </message>
    <message>
        <source>After ({date})</source>
        <translation>Después ({date})</translation>
    </message>
    <message>
        <source>Blank: there is nothing to describe.</source>
        <translation>Vacía: no hay nada que describir.</translation>
    </message>
    <message>
        <source>Blank: {reason}</source>
        <translation>Vacía: {reason}</translation>
    </message>
    <message>
        <source>Corrected by hand</source>
        <translation>Corregida a mano</translation>
    </message>
    <message>
        <source>Could not be described: {reason}</source>
        <translation>No se pudo describir: {reason}</translation>
    </message>
    <message>
        <source>Described by the built-in model</source>
        <translation>Descrita por el modelo incorporado</translation>
    </message>
    <message>
        <source>Described by {captioner}</source>
        <translation>Descrita por {captioner}</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Medido</translation>
    </message>
    <message>
        <source>No summary.</source>
        <translation>Sin resumen.</translation>
    </message>
    <message>
        <source>Not described yet.</source>
        <translation>Todavía sin describir.</translation>
    </message>
    <message>
        <source>Picture and bands disagree</source>
        <translation>La imagen y las bandas no concuerdan</translation>
    </message>
    <message>
        <source>Recognised</source>
        <translation>Reconocido</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Proporciones</translation>
    </message>
    <message>
        <source>There are more tiles here. Zoom in to see them described.</source>
        <translation>Aquí hay más teselas. Acérquese para verlas descritas.</translation>
    </message>
    <message>
        <source>There is no imagery here.</source>
        <translation>Aquí no hay imágenes.</translation>
    </message>
    <message>
        <source>What lowers the score</source>
        <translation>Lo que baja la puntuación</translation>
    </message>
    <message>
        <source>What the tile shows</source>
        <translation>Lo que muestra la tesela</translation>
    </message>
    <message>
        <source>described now, not kept</source>
        <translation>descrita ahora, no se guarda</translation>
    </message>
    <message>
        <source>tile {number}</source>
        <translation>tesela {number}</translation>
    </message>
</context>
<context>
    <name>TileDetailsPage</name>
    <message>
        <source>Back to the results</source>
        <translation>Volver a los resultados</translation>
    </message>
    <message>
        <source>Correct the description…</source>
        <translation>Corregir la descripción…</translation>
    </message>
    <message>
        <source>Find similar</source>
        <translation>Encontrar parecidas</translation>
    </message>
    <message>
        <source>Looking at the parts of the tile…</source>
        <translation>Mirando las partes de la tesela…</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Resultados</translation>
    </message>
    <message>
        <source>The next tile (Right)</source>
        <translation>La tesela siguiente (Derecha)</translation>
    </message>
    <message>
        <source>The tile before (Left)</source>
        <translation>La tesela anterior (Izquierda)</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Dónde</translation>
    </message>
    <message>
        <source>Where in the tile it matches</source>
        <translation>Dónde coincide dentro de la tesela</translation>
    </message>
    <message>
        <source>Where “{question}” matches: parts of the tile score from {lowest} to {highest}, all of it {whole}.</source>
        <translation>Dónde coincide «{question}»: las partes de la tesela puntúan de {lowest} a {highest}, toda ella {whole}.</translation>
    </message>
</context>
<context>
    <name>Tilescribe</name>
    <message>
        <source>A download arrived damaged.</source>
        <translation>Una descarga llegó dañada.</translation>
    </message>
    <message>
        <source>A file could not be written; a virus scanner may hold it.</source>
        <translation>No se pudo escribir un archivo; quizá lo retiene un antivirus.</translation>
    </message>
    <message>
        <source>A library of PyTorch does not load.</source>
        <translation>Una biblioteca de PyTorch no se carga.</translation>
    </message>
    <message>
        <source>A step of the set-up failed.</source>
        <translation>Falló un paso de la configuración.</translation>
    </message>
    <message>
        <source>Add your organisation&apos;s authority in QGIS (Settings ▸ Options ▸ Authentication), then try again.</source>
        <translation>Añada la autoridad de su organización en QGIS (Configuración ▸ Opciones ▸ Autenticación) e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Another QGIS is setting the engine up.</source>
        <translation>Otro QGIS está configurando el motor.</translation>
    </message>
    <message>
        <source>Ask again to start it.</source>
        <translation>Pregunte de nuevo para arrancarlo.</translation>
    </message>
    <message>
        <source>Ask whoever keeps it to add {name}, or to let this computer reach download.pytorch.org; or install from a folder of wheels.</source>
        <translation>Pida a quien lo mantiene que añada {name} o que permita a este equipo acceder a download.pytorch.org; o instale desde una carpeta de wheels.</translation>
    </message>
    <message>
        <source>Ask whoever keeps it to add {name}; or name another index; or install from a folder of wheels.</source>
        <translation>Pida a quien lo mantiene que añada {name}; o indique otro índice; o instale desde una carpeta de wheels.</translation>
    </message>
    <message>
        <source>Check its address, with user and password if it asks for them (https://user:password@…).</source>
        <translation>Compruebe su dirección, con usuario y contraseña si los pide (https://usuario:contraseña@…).</translation>
    </message>
    <message>
        <source>Check its address; ask whoever keeps it to add that version of uv; or install from a folder of wheels.</source>
        <translation>Compruebe su dirección; pida a quien lo mantiene que añada esa versión de uv; o instale desde una carpeta de wheels.</translation>
    </message>
    <message>
        <source>Check the network and the proxy in QGIS&apos;s options, then try again; or install from a folder of wheels.</source>
        <translation>Compruebe la red y el proxy en las opciones de QGIS e inténtelo de nuevo; o instale desde una carpeta de wheels.</translation>
    </message>
    <message>
        <source>Check the proxy in QGIS under Settings ▸ Options ▸ Network, then try again.</source>
        <translation>Compruebe el proxy en QGIS, en Configuración ▸ Opciones ▸ Red, e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Check the token on the set-up page, or let the plugin start an engine of its own.</source>
        <translation>Revise el token en la página de configuración, o deje que el complemento arranque un motor propio.</translation>
    </message>
    <message>
        <source>Choose another Python (3.11 to 3.14, 64 bits) or another package index, then try again.</source>
        <translation>Elija otro Python (de 3.11 a 3.14, 64 bits) u otro índice de paquetes e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Choose another Python.</source>
        <translation>Elija otro Python.</translation>
    </message>
    <message>
        <source>Close other programs and try again.</source>
        <translation>Cierre otros programas e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Connect to an engine on another computer.</source>
        <translation>Conéctese a un motor en otro equipo.</translation>
    </message>
    <message>
        <source>Fill it on a computer with a network, for the same system and Python version (the help tells how).</source>
        <translation>Llénela en un equipo con red, para el mismo sistema y la misma versión de Python (la ayuda explica cómo).</translation>
    </message>
    <message>
        <source>Fill it on a computer with a network, for this system: pip download uv (the help tells how).</source>
        <translation>Llénela en un equipo con red, para este sistema: pip download uv (la ayuda explica cómo).</translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation>Libere espacio e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Install Python 3.12 from python.org or your system&apos;s packages, then try again; or name a mirror under Other ways ▸ How the engine is set up ▸ Mirror of Pythons.</source>
        <translation>Instale Python 3.12 desde python.org o los paquetes de su sistema e inténtelo de nuevo; o indique un espejo de Pythons entre las otras maneras.</translation>
    </message>
    <message>
        <source>Install Python 3.12, or put its archive into the folder (the help tells how).</source>
        <translation>Instale Python 3.12 o ponga su archivo comprimido en la carpeta (la ayuda explica cómo).</translation>
    </message>
    <message>
        <source>Install the Microsoft Visual C++ Redistributable (x64), then try again.</source>
        <translation>Instale Microsoft Visual C++ Redistributable (x64) e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Install the plugin from its zip with the engine, or name a package index that has it.</source>
        <translation>Instale el complemento desde su zip con el motor o indique un índice de paquetes que lo tenga.</translation>
    </message>
    <message>
        <source>It does not use the card.</source>
        <translation>No usa la tarjeta.</translation>
    </message>
    <message>
        <source>It is being started again; ask again in a moment.</source>
        <translation>Se está arrancando de nuevo; pregunte otra vez en un momento.</translation>
    </message>
    <message>
        <source>It may be busy; try again, or restart it on the set-up page.</source>
        <translation>Quizá esté ocupado; inténtelo de nuevo o reinícielo en la página de configuración.</translation>
    </message>
    <message>
        <source>It said: {line}</source>
        <translation>El mensaje: {line}</translation>
    </message>
    <message>
        <source>It said: {log}</source>
        <translation>Dijo: {log}</translation>
    </message>
    <message>
        <source>Its last words: {log}</source>
        <translation>Sus últimas palabras: {log}</translation>
    </message>
    <message>
        <source>Look at the log; try again, or copy the report.</source>
        <translation>Mire el registro; inténtelo de nuevo o copie el informe.</translation>
    </message>
    <message>
        <source>Make the diagnostics report, or set the engine up anew.</source>
        <translation>Haga el informe de diagnóstico o configure el motor de nuevo.</translation>
    </message>
    <message>
        <source>Needed once: about {download} to download, {disk} on disk ({kind}, the engine and what it needs).</source>
        <translation>Hace falta una vez: unos {download} de descarga, {disk} en disco ({kind}, el motor y lo que necesita).</translation>
    </message>
    <message>
        <source>Nothing is downloaded: everything comes from {folder}.</source>
        <translation>No se descarga nada: todo viene de {folder}.</translation>
    </message>
    <message>
        <source>Put a whole one in its place, then try again.</source>
        <translation>Ponga uno íntegro en su lugar e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>PyTorch comes from {index} instead.</source>
        <translation>PyTorch viene en su lugar de {index}.</translation>
    </message>
    <message>
        <source>PyTorch for the processor</source>
        <translation>PyTorch para el procesador</translation>
    </message>
    <message>
        <source>PyTorch is not made for the processor of this computer ({processor}).</source>
        <translation>No hay PyTorch para el procesador de este equipo ({processor}).</translation>
    </message>
    <message>
        <source>PyTorch with CUDA for NVIDIA cards</source>
        <translation>PyTorch con CUDA para tarjetas NVIDIA</translation>
    </message>
    <message>
        <source>PyTorch&apos;s own server, {host}, cannot be reached.</source>
        <translation>No se puede acceder al servidor de PyTorch, {host}.</translation>
    </message>
    <message>
        <source>PyTorch&apos;s own server, {host}, cannot be reached: its certificate is not trusted.</source>
        <translation>No se puede acceder al servidor de PyTorch, {host}: su certificado no es de confianza.</translation>
    </message>
    <message>
        <source>PyTorch&apos;s own server, {host}, cannot be reached: the proxy refused the connection.</source>
        <translation>No se puede acceder al servidor de PyTorch, {host}: el proxy rechazó la conexión.</translation>
    </message>
    <message>
        <source>PyTorch&apos;s own server, {host}, has no build that fits.</source>
        <translation>El servidor de PyTorch, {host}, no tiene ninguna versión adecuada.</translation>
    </message>
    <message>
        <source>PyTorch&apos;s own server, {host}, refused the request (403).</source>
        <translation>El servidor de PyTorch, {host}, rechazó la petición (403).</translation>
    </message>
    <message>
        <source>Set it up; this is needed once.</source>
        <translation>Configúrelo; solo hace falta una vez.</translation>
    </message>
    <message>
        <source>Something else may be listening at this address; restart the engine on the set-up page.</source>
        <translation>Quizá haya otra cosa escuchando en esta dirección; reinicie el motor en la página de configuración.</translation>
    </message>
    <message>
        <source>Start it again from the dock.</source>
        <translation>Arránquelo de nuevo desde el panel.</translation>
    </message>
    <message>
        <source>Start it again; if it fails again, make the diagnostics report or set the engine up anew.</source>
        <translation>Arránquelo de nuevo; si vuelve a fallar, haga el informe de diagnóstico o configure el motor de nuevo.</translation>
    </message>
    <message>
        <source>The answer (status {status}) was not understood: {reason}.</source>
        <translation>No se entendió la respuesta (estado {status}): {reason}.</translation>
    </message>
    <message>
        <source>The answer was not understood: {reason}.</source>
        <translation>No se entendió la respuesta: {reason}.</translation>
    </message>
    <message>
        <source>The certificate of {host} is not trusted; a company network often puts its own in between.</source>
        <translation>El certificado de {host} no es de confianza; las redes de empresa suelen interponer el suyo.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>El disco está lleno.</translation>
    </message>
    <message>
        <source>The disk of {folder} has {free} GB free; setting up takes {needed} GB.</source>
        <translation>El disco de {folder} tiene {free} GB libres; la configuración necesita {needed} GB.</translation>
    </message>
    <message>
        <source>The engine at this address does not accept the token.</source>
        <translation>El motor de esta dirección no acepta el token.</translation>
    </message>
    <message>
        <source>The engine cannot be reached: {reason}.</source>
        <translation>No se puede llegar al motor: {reason}.</translation>
    </message>
    <message>
        <source>The engine did not start: {reason}.</source>
        <translation>El motor no arrancó: {reason}.</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly ({how}).</source>
        <translation>El motor terminó de forma inesperada ({how}).</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly {times} times in a few minutes and is not started again. {last}</source>
        <translation>El motor terminó de forma inesperada {times} veces en pocos minutos y no se arranca de nuevo. {last}</translation>
    </message>
    <message>
        <source>The engine has not answered for {count} seconds.</source>
        <translation>El motor no responde desde hace {count} segundos.</translation>
    </message>
    <message>
        <source>The engine is being set up from {folder}; nothing is downloaded.</source>
        <translation>El motor se configura desde {folder}; no se descarga nada.</translation>
    </message>
    <message>
        <source>The engine is not set up yet.</source>
        <translation>El motor todavía no está configurado.</translation>
    </message>
    <message>
        <source>The engine was stopped before it could answer.</source>
        <translation>El motor se detuvo antes de poder responder.</translation>
    </message>
    <message>
        <source>The engine{version} speaks version {theirs} of the interface, this plugin version {ours}.</source>
        <translation>El motor{version} habla la versión {theirs} de la interfaz, este complemento la versión {ours}.</translation>
    </message>
    <message>
        <source>The folder of wheels {folder} has a uv that is too old ({wheel}); version {oldest} is needed.</source>
        <translation>La carpeta de wheels {folder} tiene un uv demasiado antiguo ({wheel}); se necesita la versión {oldest}.</translation>
    </message>
    <message>
        <source>The folder of wheels {folder} has no wheel of uv, which the engine is set up with.</source>
        <translation>La carpeta de wheels {folder} no tiene ningún wheel de uv, con el que se configura el motor.</translation>
    </message>
    <message>
        <source>The folder of wheels {folder} has no {name} that fits this system and this Python.</source>
        <translation>La carpeta de wheels {folder} no tiene ningún {name} adecuado para este sistema y este Python.</translation>
    </message>
    <message>
        <source>The folder of wheels {folder} has uv for other systems only; the engine is set up with it.</source>
        <translation>La carpeta de wheels {folder} solo tiene uv para otros sistemas; el motor se configura con él.</translation>
    </message>
    <message>
        <source>The folder of wheels {folder} holds none either.</source>
        <translation>La carpeta de wheels {folder} tampoco contiene ninguno.</translation>
    </message>
    <message>
        <source>The folder of wheels {folder} lacks {name}, which the engine needs.</source>
        <translation>En la carpeta de wheels {folder} falta {name}, que el motor necesita.</translation>
    </message>
    <message>
        <source>The installer that came from {host} is not the one that was tested: the SHA-256 of {wheel} differs. It was not started.</source>
        <translation>El instalador que llegó de {host} no es el que se probó: el SHA-256 de {wheel} es distinto. No se inició.</translation>
    </message>
    <message>
        <source>The one in the folder of wheels {folder} cannot be used: {reason}</source>
        <translation>El de la carpeta de wheels {folder} no se puede usar: {reason}</translation>
    </message>
    <message>
        <source>The package index {index} has no uv, which the engine is set up with ({wheel}).</source>
        <translation>El índice de paquetes {index} no tiene uv, con el que se configura el motor ({wheel}).</translation>
    </message>
    <message>
        <source>The package index {index} has no {name} (PyTorch), which the engine needs.</source>
        <translation>El índice de paquetes {index} no tiene {name} (PyTorch), que el motor necesita.</translation>
    </message>
    <message>
        <source>The package index {index} has no {name} that fits this system, this Python and the versions that were tested.</source>
        <translation>El índice de paquetes {index} no tiene ningún {name} adecuado para este sistema, este Python y las versiones probadas.</translation>
    </message>
    <message>
        <source>The package index {index} has no {name}, and this copy of the plugin comes without the engine.</source>
        <translation>El índice de paquetes {index} no tiene {name}, y esta copia del complemento viene sin el motor.</translation>
    </message>
    <message>
        <source>The package index {index} has no {name}, which the engine needs.</source>
        <translation>El índice de paquetes {index} no tiene {name}, que el motor necesita.</translation>
    </message>
    <message>
        <source>The package index {index} refused the request ({answer}).</source>
        <translation>El índice de paquetes {index} rechazó la petición ({answer}).</translation>
    </message>
    <message>
        <source>The plugin was updated to {needed}; the engine is still {installed}.</source>
        <translation>El complemento se actualizó a {needed}; el motor sigue en {installed}.</translation>
    </message>
    <message>
        <source>The proxy refused the connection to {host}.</source>
        <translation>El proxy rechazó la conexión con {host}.</translation>
    </message>
    <message>
        <source>There is no Python 3.11 to 3.14 (64 bits) on this computer, and none could be downloaded from {hosts}: {reason}</source>
        <translation>No hay ningún Python de 3.11 a 3.14 (64 bits) en este equipo y no se pudo descargar ninguno de {hosts}: {reason}</translation>
    </message>
    <message>
        <source>There is no Python 3.11 to 3.14 (64 bits) on this computer.</source>
        <translation>No hay ningún Python de 3.11 a 3.14 (64 bits) en este equipo.</translation>
    </message>
    <message>
        <source>There is no installer (uv) for this system ({system}, {processor}).</source>
        <translation>No hay instalador (uv) para este sistema ({system}, {processor}).</translation>
    </message>
    <message>
        <source>There was not enough memory.</source>
        <translation>No hubo suficiente memoria.</translation>
    </message>
    <message>
        <source>This Mac has an Intel processor, for which PyTorch is no longer made.</source>
        <translation>Este Mac tiene un procesador Intel, para el que ya no se hace PyTorch.</translation>
    </message>
    <message>
        <source>This Python is {version}; the engine needs 3.11 to 3.14.</source>
        <translation>Este Python es {version}; el motor necesita de 3.11 a 3.14.</translation>
    </message>
    <message>
        <source>This build is larger, and not needed here.</source>
        <translation>Esta versión es más grande y no hace falta aquí.</translation>
    </message>
    <message>
        <source>This computer has an NVIDIA card.</source>
        <translation>Este ordenador tiene una tarjeta NVIDIA.</translation>
    </message>
    <message>
        <source>To download: {download}; on disk: about {disk}. {count} packages, the largest PyTorch {version} for the processor.</source>
        <translation>Por descargar: {download}; en disco: unos {disk}. {count} paquetes; el mayor, PyTorch {version} para el procesador.</translation>
    </message>
    <message>
        <source>To download: {download}; on disk: about {disk}. {count} packages, the largest PyTorch {version} with CUDA for NVIDIA cards.</source>
        <translation>Por descargar: {download}; en disco: unos {disk}. {count} paquetes; el mayor, PyTorch {version} con CUDA para tarjetas NVIDIA.</translation>
    </message>
    <message>
        <source>Try again later; or install from a folder of wheels.</source>
        <translation>Inténtelo más tarde; o instale desde una carpeta de wheels.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, a proxy changes what passes through it.</source>
        <translation>Inténtelo de nuevo; si sigue igual, un proxy altera lo que pasa por él.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, a proxy or the package index changes what passes through it.</source>
        <translation>Inténtelo de nuevo; si sigue igual, un proxy o el índice de paquetes altera lo que pasa por él.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, make an exception for the folder that is named in the log.</source>
        <translation>Inténtelo de nuevo; si sigue igual, haga una excepción para la carpeta que figura en el registro.</translation>
    </message>
    <message>
        <source>Try again; if that fails, restart the engine on the set-up page.</source>
        <translation>Inténtelo de nuevo; si falla, reinicie el motor en la página de configuración.</translation>
    </message>
    <message>
        <source>Up to {download} from {index} where {host} cannot be reached.</source>
        <translation>Hasta {download} desde {index} donde {host} no esté accesible.</translation>
    </message>
    <message>
        <source>Update the engine.</source>
        <translation>Actualice el motor.</translation>
    </message>
    <message>
        <source>Update the engine; catalogs stay as they are.</source>
        <translation>Actualice el motor; los catálogos quedan como están.</translation>
    </message>
    <message>
        <source>Update the plugin.</source>
        <translation>Actualice el complemento.</translation>
    </message>
    <message>
        <source>Use an existing interpreter: a Python in which `pip install tilescribe` was done.</source>
        <translation>Use un intérprete existente: un Python en el que se hizo `pip install tilescribe`.</translation>
    </message>
    <message>
        <source>Wait until it has finished.</source>
        <translation>Espere a que termine.</translation>
    </message>
    <message>
        <source>about {size}</source>
        <translation>unos {size}</translation>
    </message>
    <message>
        <source>it does not start</source>
        <translation>no se inicia</translation>
    </message>
    <message>
        <source>it is no Python</source>
        <translation>no es un Python</translation>
    </message>
    <message>
        <source>{host} answered with an error ({status}).</source>
        <translation>{host} respondió con un error ({status}).</translation>
    </message>
    <message>
        <source>{host} cannot be reached ({reason}).</source>
        <translation>No se puede acceder a {host} ({reason}).</translation>
    </message>
    <message>
        <source>{host} cannot be reached.</source>
        <translation>No se puede acceder a {host}.</translation>
    </message>
    <message>
        <source>{path} will not do: {reason}.</source>
        <translation>{path} no sirve: {reason}.</translation>
    </message>
    <message>
        <source>{wheel} is damaged: it holds no program uv.</source>
        <translation>{wheel} está dañado: no contiene el programa uv.</translation>
    </message>
</context>
<context>
    <name>TilescribeLocatorFilter</name>
    <message>
        <source>All answers to “{question}”</source>
        <translation>Todas las respuestas a «{question}»</translation>
    </message>
    <message>
        <source>Imagery in plain words (Tilescribe)</source>
        <translation>Imágenes en palabras sencillas (Tilescribe)</translation>
    </message>
    <message>
        <source>Nothing matches “{question}”; ask in the dock</source>
        <translation>Nada coincide con «{question}»; pregunte en el panel</translation>
    </message>
</context>
<context>
    <name>TilescribePlugin</name>
    <message>
        <source>Search Imagery (Tilescribe)</source>
        <translation>Buscar imágenes (Tilescribe)</translation>
    </message>
    <message>
        <source>Search your imagery in plain words</source>
        <translation>Buscar en sus imágenes con palabras sencillas</translation>
    </message>
</context>
<context>
    <name>TilescribeProcessing</name>
    <message numerus="yes">
        <source>%Ln rasters without a date were left out.</source>
        <translation>
            <numerusform>Se ha omitido %Ln ráster sin fecha.</numerusform>
            <numerusform>Se han omitido %Ln ráster sin fecha.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tiles are compared; {blank} cannot be. The changes are kept in {path}.</source>
        <translation>
            <numerusform>%Ln tesela comparada; {blank} no se pueden comparar. Los cambios se guardan en {path}.</numerusform>
            <numerusform>%Ln teselas comparadas; {blank} no se pueden comparar. Los cambios se guardan en {path}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tiles are drawn in cells of {size} m.</source>
        <translation>
            <numerusform>%Ln tesela dibujada en celdas de {size} m.</numerusform>
            <numerusform>%Ln teselas dibujadas en celdas de {size} m.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tiles can be searched in {path}.</source>
        <translation>
            <numerusform>Se puede buscar en %Ln tesela de {path}.</numerusform>
            <numerusform>Se puede buscar en %Ln teselas de {path}.</numerusform>
        </translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;i&gt;Look closer&lt;/i&gt; reads so many of the best tiles again, part by part, ranks them by their best part and gives its outline in place of the tile&apos;s. It finds small things, and takes about a second for each tile.&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;i&gt;Mirar más de cerca&lt;/i&gt; vuelve a leer esas teselas, las mejores, parte por parte, las ordena por su mejor parte y da su contorno en lugar del de la tesela. Encuentra cosas pequeñas y tarda alrededor de un segundo por tesela.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;i&gt;Only in…&lt;/i&gt;, &lt;i&gt;Acquired…&lt;/i&gt; and the parameters under &lt;i&gt;Advanced&lt;/i&gt; narrow the search down before it is made, so that it always finds as many results as you ask for where there are so many. Several names, labels or sizes are separated by commas; in names, * stands for anything.&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;i&gt;Solo en…&lt;/i&gt;, &lt;i&gt;Adquirido…&lt;/i&gt; y los parámetros de &lt;i&gt;Avanzado&lt;/i&gt; acotan la búsqueda antes de hacerla, de modo que siempre encuentra tantos resultados como se piden si los hay. Varios nombres, etiquetas o tamaños se separan con comas; en los nombres, * representa cualquier cosa.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Cuts rasters into tiles, describes every tile in words and keeps the descriptions in a catalog, which can then be searched. Give layers, a folder (with all that is in it), or both. The catalog is made where there is none; into one that is there the rasters are added, and only what is missing is done. Cancelling keeps what is done; running the algorithm again goes on.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Tile sizes&lt;/i&gt; are metres on the ground, separated by commas; empty lets Tilescribe choose by the pixel size. &lt;i&gt;Described by&lt;/i&gt; is &lt;code&gt;builtin&lt;/code&gt; unless you have set up a larger model. A sensor and a date that are not given are recognised. Rasters are never changed.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Corta ráster en teselas, describe cada tesela con palabras y guarda las descripciones en un catálogo en el que después se puede buscar. Dé capas, una carpeta (con todo lo que contiene) o ambas. El catálogo se crea si no existe; a uno existente se le añaden los ráster y solo se hace lo que falta. Al cancelar se conserva lo hecho; al ejecutar de nuevo el algoritmo se sigue.&lt;/p&gt;&lt;p&gt;Los &lt;i&gt;tamaños de tesela&lt;/i&gt; son metros en el suelo, separados por comas; si se deja vacío, Tilescribe elige según el tamaño de píxel. &lt;i&gt;Descrito por&lt;/i&gt; es &lt;code&gt;builtin&lt;/code&gt; si no ha configurado un modelo mayor. El sensor y la fecha que no se dan se reconocen. Los ráster nunca se modifican.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Describes tiles of a raster layer in words, without a catalog: the whole raster, or the part in an &lt;i&gt;extent&lt;/i&gt;. Nothing is kept besides the result, a layer of tiles with their descriptions, tags and what was measured in the bands.&lt;/p&gt;&lt;p&gt;Without a &lt;i&gt;tile size&lt;/i&gt; Tilescribe goes by the pixel size. For more than a few tiles, index the raster instead.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Describe con palabras teselas de una capa ráster, sin catálogo: todo el ráster o la parte dentro de una &lt;i&gt;extensión&lt;/i&gt;. No se guarda nada aparte del resultado, una capa de teselas con sus descripciones, sus palabras clave y lo medido en las bandas.&lt;/p&gt;&lt;p&gt;Sin un &lt;i&gt;tamaño de tesela&lt;/i&gt;, Tilescribe se guía por el tamaño de píxel. Para más de unas pocas teselas, indexe mejor el ráster.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Describes what has changed between two dates of a catalog, tile by tile of the later one: the earlier picture is laid on the later one, brought into the same light and compared. Index both dates first, then ask with &lt;i&gt;Search changes&lt;/i&gt;. Only what is missing is done; cancelling keeps what is done, and running the algorithm again goes on.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Earlier&lt;/i&gt; and &lt;i&gt;Later rasters&lt;/i&gt; are a label (before), a date (2025-05), a range of dates (2025-05-01..2025-05-31), a folder, or names with * in them. Empty: each raster is compared with the date before its own. &lt;i&gt;Described by&lt;/i&gt; is &lt;code&gt;builtin&lt;/code&gt;, &lt;code&gt;facts&lt;/code&gt; (only what can be measured), or a model that takes two pictures. What is found is kept beside the catalog.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Describe lo que ha cambiado entre dos fechas de un catálogo, tesela por tesela de la posterior: la imagen anterior se coloca sobre la posterior, se lleva a la misma luz y se compara. Indexe antes ambas fechas y pregunte después con &lt;i&gt;Buscar cambios&lt;/i&gt;. Solo se hace lo que falta; al cancelar se conserva lo hecho, y al ejecutar de nuevo el algoritmo se sigue.&lt;/p&gt;&lt;p&gt;Los &lt;i&gt;ráster anteriores&lt;/i&gt; y &lt;i&gt;posteriores&lt;/i&gt; son una etiqueta (before), una fecha (2025-05), un intervalo de fechas (2025-05-01..2025-05-31), una carpeta o nombres con *. Vacío: cada ráster se compara con la fecha anterior a la suya. &lt;i&gt;Descrito por&lt;/i&gt; es &lt;code&gt;builtin&lt;/code&gt;, &lt;code&gt;facts&lt;/code&gt; (solo lo que se puede medir) o un modelo que acepta dos imágenes. Lo encontrado se guarda junto al catálogo.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Finds the places of a catalog that have changed as a question says in plain words, such as &lt;i&gt;destroyed houses&lt;/i&gt;; &lt;i&gt;Compare dates&lt;/i&gt; must have been run. Without a question, the places that have changed most come first, and the score is the magnitude of the change. The result is a layer of tile footprints with both dates, what is said of the change and of either date, and what was measured.&lt;/p&gt;&lt;p&gt;&lt;i&gt;What there was before&lt;/i&gt; is asked of the earlier date, such as &lt;i&gt;intact houses&lt;/i&gt;; both have to hold. With &lt;i&gt;The question is about the later date&lt;/i&gt; it is asked of what the later picture shows, such as &lt;i&gt;rubble&lt;/i&gt;, and not of the change.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Encuentra los lugares de un catálogo que han cambiado como dice una pregunta con palabras sencillas, por ejemplo &lt;i&gt;casas destruidas&lt;/i&gt;; antes hay que haber ejecutado &lt;i&gt;Comparar fechas&lt;/i&gt;. Sin pregunta, van primero los lugares que más han cambiado, y la puntuación es la magnitud del cambio. El resultado es una capa de contornos de teselas con ambas fechas, lo que se dice del cambio y de cada fecha, y lo medido.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Lo que había antes&lt;/i&gt; se pregunta de la fecha anterior, por ejemplo &lt;i&gt;casas intactas&lt;/i&gt;; ambas cosas deben cumplirse. Con &lt;i&gt;La pregunta trata de la fecha posterior&lt;/i&gt; se pregunta por lo que muestra la imagen posterior, por ejemplo &lt;i&gt;escombros&lt;/i&gt;, y no por el cambio.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Finds the tiles of a catalog that are described like one that you have: the tile at a &lt;i&gt;place&lt;/i&gt; on the map, a tile by its &lt;i&gt;number&lt;/i&gt; (the attribute &lt;i&gt;Tile&lt;/i&gt; of a result layer), or a &lt;i&gt;picture&lt;/i&gt; (JPEG, PNG or WebP, up to 8 MB). Give exactly one of the three.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Encuentra las teselas de un catálogo descritas como una que ya tiene: la tesela de un &lt;i&gt;lugar&lt;/i&gt; del mapa, una tesela por su &lt;i&gt;número&lt;/i&gt; (el atributo &lt;i&gt;Tesela&lt;/i&gt; de una capa de resultados) o una &lt;i&gt;imagen&lt;/i&gt; (JPEG, PNG o WebP, hasta 8 MB). Dé exactamente una de las tres.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Finds the tiles of a catalog whose descriptions match a question in plain words, such as &lt;i&gt;flooded houses beside a river&lt;/i&gt;. The result is a layer of tile footprints, the best first, with the score (1 would be perfect), the description that matched, the raster and its date.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Encuentra las teselas de un catálogo cuyas descripciones coinciden con una pregunta con palabras sencillas, por ejemplo &lt;i&gt;casas inundadas junto a un río&lt;/i&gt;. El resultado es una capa de contornos de teselas, las mejores primero, con la puntuación (1 sería perfecto), la descripción que coincidió, el ráster y su fecha.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Says what a catalog holds: how many rasters and tiles in which state, described by what, of which dates, and what failed. The layer shows the footprint of each raster with the same facts.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Dice qué contiene un catálogo: cuántos ráster y teselas en qué estado, descritos por qué, de qué fechas y qué ha fallado. La capa muestra el contorno de cada ráster con los mismos datos.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Writes how probably each place shows what the words say, 0 to 1, as a Cloud Optimized GeoTIFF with a style, from the tiles of all sizes. With &lt;i&gt;What has changed between two dates&lt;/i&gt; the question is about the change, and without a question the map shows how much has changed; &lt;i&gt;Compare dates&lt;/i&gt; must have been run.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Cell size&lt;/i&gt; is in metres; empty: half the side of the smallest tiles. Empty &lt;i&gt;CRS&lt;/i&gt;: the UTM zone, or a CRS for large areas. An existing file of that name is replaced. Cancelling leaves no file.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Escribe con qué probabilidad muestra cada lugar lo que dicen las palabras, de 0 a 1, como Cloud Optimized GeoTIFF con estilo, a partir de las teselas de todos los tamaños. Con &lt;i&gt;Lo que ha cambiado entre dos fechas&lt;/i&gt; la pregunta trata del cambio, y sin pregunta el mapa muestra cuánto ha cambiado; antes hay que haber ejecutado &lt;i&gt;Comparar fechas&lt;/i&gt;.&lt;/p&gt;&lt;p&gt;El &lt;i&gt;tamaño de celda&lt;/i&gt; va en metros; vacío: la mitad del lado de las teselas más pequeñas. &lt;i&gt;SRC&lt;/i&gt; vacío: la zona UTM, o un SRC para zonas grandes. Un archivo existente con ese nombre se sustituye. Al cancelar no queda ningún archivo.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Writes the described tiles of a catalog to a file, with footprints, descriptions and dates: GeoPackage, GeoJSON, GeoParquet or CSV, as the name of the file ends. With a &lt;i&gt;question&lt;/i&gt;, only the tiles that match, with their scores.&lt;/p&gt;&lt;p&gt;An existing file of that name is replaced; of a GeoPackage only the layer &lt;i&gt;hits&lt;/i&gt; is. A catalog is never replaced.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Escribe en un archivo las teselas descritas de un catálogo, con contornos, descripciones y fechas: GeoPackage, GeoJSON, GeoParquet o CSV, según la extensión del archivo. Con una &lt;i&gt;pregunta&lt;/i&gt;, solo las teselas que coinciden, con sus puntuaciones.&lt;/p&gt;&lt;p&gt;Un archivo existente con ese nombre se sustituye; de un GeoPackage, solo la capa &lt;i&gt;hits&lt;/i&gt;. Un catálogo nunca se sustituye.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>A question about the later date alone needs no comparison. Write what there was before.</source>
        <translation>Una pregunta solo sobre la fecha posterior no necesita comparación. Escriba lo que había antes.</translation>
    </message>
    <message>
        <source>Acquired from</source>
        <translation>Adquirido desde</translation>
    </message>
    <message>
        <source>Acquired to</source>
        <translation>Adquirido hasta</translation>
    </message>
    <message>
        <source>CRS, in metres</source>
        <translation>SRC, en metros</translation>
    </message>
    <message>
        <source>Catalog</source>
        <translation>Catálogo</translation>
    </message>
    <message>
        <source>Catalog information</source>
        <translation>Información del catálogo</translation>
    </message>
    <message>
        <source>Catalogs (*.gpkg *.GPKG)</source>
        <translation>Catálogos (*.gpkg *.GPKG)</translation>
    </message>
    <message>
        <source>Catalogs (*.gpkg)</source>
        <translation>Catálogos (*.gpkg)</translation>
    </message>
    <message>
        <source>Cell size (metres)</source>
        <translation>Tamaño de celda (metros)</translation>
    </message>
    <message>
        <source>Compare dates</source>
        <translation>Comparar fechas</translation>
    </message>
    <message>
        <source>Compared catalog</source>
        <translation>Catálogo comparado</translation>
    </message>
    <message numerus="yes">
        <source>Compared {before} → {after}: %Ln tiles</source>
        <translation>
            <numerusform>Comparado {before} → {after}: %Ln tesela</numerusform>
            <numerusform>Comparado {before} → {after}: %Ln teselas</numerusform>
        </translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Cobertura</translation>
    </message>
    <message>
        <source>Date of acquisition</source>
        <translation>Fecha de adquisición</translation>
    </message>
    <message>
        <source>Describe a raster</source>
        <translation>Describir un ráster</translation>
    </message>
    <message>
        <source>Described by</source>
        <translation>Descrito por</translation>
    </message>
    <message numerus="yes">
        <source>Described by {name}: %Ln tiles</source>
        <translation>
            <numerusform>Descrito por {name}: %Ln tesela</numerusform>
            <numerusform>Descrito por {name}: %Ln teselas</numerusform>
        </translation>
    </message>
    <message>
        <source>Described tiles</source>
        <translation>Teselas descritas</translation>
    </message>
    <message>
        <source>Earlier rasters</source>
        <translation>Ráster anteriores</translation>
    </message>
    <message>
        <source>Earliest acquisition</source>
        <translation>Primera adquisición</translation>
    </message>
    <message>
        <source>Export tiles</source>
        <translation>Exportar teselas</translation>
    </message>
    <message>
        <source>Fast, no download.</source>
        <translation>Rápido, sin descarga.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Filters need a question here: without one all tiles are written. Ask a question, or empty the filters.</source>
        <translation>Los filtros necesitan aquí una pregunta: sin ella se escriben todas las teselas. Haga una pregunta o vacíe los filtros.</translation>
    </message>
    <message>
        <source>Find similar tiles</source>
        <translation>Encontrar teselas parecidas</translation>
    </message>
    <message>
        <source>Folder with rasters</source>
        <translation>Carpeta con ráster</translation>
    </message>
    <message>
        <source>GeoPackage (*.gpkg);;GeoJSON (*.geojson);;GeoParquet (*.parquet);;CSV (*.csv)</source>
        <translation>GeoPackage (*.gpkg);;GeoJSON (*.geojson);;GeoParquet (*.parquet);;CSV (*.csv)</translation>
    </message>
    <message>
        <source>Give exactly one of a place, a tile number and a picture.</source>
        <translation>Dé exactamente una cosa: un lugar, un número de tesela o una imagen.</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Mapa de calor</translation>
    </message>
    <message>
        <source>Highest value</source>
        <translation>Valor más alto</translation>
    </message>
    <message>
        <source>Index rasters</source>
        <translation>Indexar ráster</translation>
    </message>
    <message>
        <source>Label (before, after, any word)</source>
        <translation>Etiqueta (antes, después, cualquier palabra)</translation>
    </message>
    <message>
        <source>Later rasters</source>
        <translation>Ráster posteriores</translation>
    </message>
    <message>
        <source>Latest acquisition</source>
        <translation>Última adquisición</translation>
    </message>
    <message>
        <source>Like the tile at this place</source>
        <translation>Como la tesela de este lugar</translation>
    </message>
    <message>
        <source>Like the tile with this number</source>
        <translation>Como la tesela con este número</translation>
    </message>
    <message>
        <source>Like this picture</source>
        <translation>Como esta imagen</translation>
    </message>
    <message>
        <source>Look closer at so many of the best tiles (0: at none)</source>
        <translation>Mirar más de cerca tantas de las mejores teselas (0: ninguna)</translation>
    </message>
    <message>
        <source>Lowest score (0 to 1)</source>
        <translation>Puntuación mínima (0 a 1)</translation>
    </message>
    <message>
        <source>Matching tiles</source>
        <translation>Teselas coincidentes</translation>
    </message>
    <message>
        <source>Most tiles</source>
        <translation>Máximo de teselas</translation>
    </message>
    <message>
        <source>No catalog is given. Choose a catalog (*.gpkg).</source>
        <translation>No se ha dado ningún catálogo. Elija un catálogo (*.gpkg).</translation>
    </message>
    <message>
        <source>Nodata value (none: every value is picture)</source>
        <translation>Valor nodata (none: todo valor es imagen)</translation>
    </message>
    <message>
        <source>Nothing found: none of {candidates} tiles reaches the lowest score. Lower it, or ask differently.</source>
        <translation>Nada encontrado: ninguna de {candidates} teselas alcanza la puntuación mínima. Bájela o pregunte de otra manera.</translation>
    </message>
    <message>
        <source>Nothing found: the filters leave no tile. Widen the area, the dates or the tile sizes.</source>
        <translation>Nada encontrado: los filtros no dejan ninguna tesela. Amplíe la zona, las fechas o los tamaños de tesela.</translation>
    </message>
    <message>
        <source>Number of matching tiles</source>
        <translation>Número de teselas coincidentes</translation>
    </message>
    <message>
        <source>Number of results</source>
        <translation>Número de resultados</translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln tiles were described; the area holds more. Raise the number, or index the raster.</source>
        <translation>
            <numerusform>Solo se ha descrito %Ln tesela; la zona contiene más. Aumente el número o indexe el ráster.</numerusform>
            <numerusform>Solo se han descrito %Ln teselas; la zona contiene más. Aumente el número o indexe el ráster.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only in these polygons</source>
        <translation>Solo en estos polígonos</translation>
    </message>
    <message>
        <source>Only in this extent</source>
        <translation>Solo en esta extensión</translation>
    </message>
    <message>
        <source>Only rasters with these labels</source>
        <translation>Solo ráster con estas etiquetas</translation>
    </message>
    <message>
        <source>Only rasters with these names</source>
        <translation>Solo ráster con estos nombres</translation>
    </message>
    <message>
        <source>Only tile sizes in metres</source>
        <translation>Solo tamaños de tesela en metros</translation>
    </message>
    <message>
        <source>Overlap of tiles (0 to 0.75)</source>
        <translation>Solape de las teselas (0 a 0,75)</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.webp)</source>
        <translation>Imágenes (*.jpg *.jpeg *.png *.webp)</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Pregunta</translation>
    </message>
    <message>
        <source>Raster layer</source>
        <translation>Capa ráster</translation>
    </message>
    <message>
        <source>Raster layers</source>
        <translation>Capas ráster</translation>
    </message>
    <message>
        <source>Rasters</source>
        <translation>Ráster</translation>
    </message>
    <message>
        <source>Rasters whose file is gone</source>
        <translation>Ráster cuyo archivo falta</translation>
    </message>
    <message>
        <source>Search changes</source>
        <translation>Buscar cambios</translation>
    </message>
    <message>
        <source>Search imagery</source>
        <translation>Buscar imágenes</translation>
    </message>
    <message>
        <source>Sensor profile</source>
        <translation>Perfil del sensor</translation>
    </message>
    <message>
        <source>Size of the catalog in bytes</source>
        <translation>Tamaño del catálogo en bytes</translation>
    </message>
    <message>
        <source>Some rasters or tiles failed; each is named above with its reason.</source>
        <translation>Algunos ráster o teselas han fallado; cada uno se nombra arriba con su motivo.</translation>
    </message>
    <message>
        <source>Stopping after the batch in work; what is done is kept.</source>
        <translation>Se detiene tras el lote en curso; lo hecho se conserva.</translation>
    </message>
    <message>
        <source>Take rasters out whose files are gone</source>
        <translation>Quitar los ráster cuyos archivos faltan</translation>
    </message>
    <message>
        <source>The extent lies nowhere on Earth. Check its coordinates and its CRS ({crs}).</source>
        <translation>La extensión no está en ningún lugar de la Tierra. Revise sus coordenadas y su SRC ({crs}).</translation>
    </message>
    <message>
        <source>The polygons of “{name}” are empty or lie nowhere on Earth. Choose others, or leave the parameter empty.</source>
        <translation>Los polígonos de «{name}» están vacíos o no están en ningún lugar de la Tierra. Elija otros o deje vacío el parámetro.</translation>
    </message>
    <message>
        <source>The question is about the later date, not about the change</source>
        <translation>La pregunta trata de la fecha posterior, no del cambio</translation>
    </message>
    <message>
        <source>The work was interrupted; run it again to go on.</source>
        <translation>El trabajo se interrumpió; ejecútelo de nuevo para seguir.</translation>
    </message>
    <message>
        <source>There is no question. Write in plain words what can be seen, or choose what has changed.</source>
        <translation>No hay pregunta. Escriba con palabras sencillas lo que se ve, o elija lo que ha cambiado.</translation>
    </message>
    <message>
        <source>There is no question. Write in plain words what has changed, or leave everything else empty, too.</source>
        <translation>No hay pregunta. Escriba con palabras sencillas lo que ha cambiado, o deje vacío también todo lo demás.</translation>
    </message>
    <message>
        <source>There is no question. Write in plain words what to look for.</source>
        <translation>No hay pregunta. Escriba con palabras sencillas lo que busca.</translation>
    </message>
    <message>
        <source>There is nothing to index. Choose raster layers or a folder with rasters.</source>
        <translation>No hay nada que indexar. Elija capas ráster o una carpeta con ráster.</translation>
    </message>
    <message>
        <source>Tile size in metres</source>
        <translation>Tamaño de tesela en metros</translation>
    </message>
    <message>
        <source>Tile sizes in metres</source>
        <translation>Tamaños de tesela en metros</translation>
    </message>
    <message>
        <source>Tiles compared</source>
        <translation>Teselas comparadas</translation>
    </message>
    <message>
        <source>Tiles described</source>
        <translation>Teselas descritas</translation>
    </message>
    <message>
        <source>Tiles that cannot be compared</source>
        <translation>Teselas que no se pueden comparar</translation>
    </message>
    <message>
        <source>Tiles that failed</source>
        <translation>Teselas fallidas</translation>
    </message>
    <message>
        <source>Tiles waiting</source>
        <translation>Teselas en espera</translation>
    </message>
    <message>
        <source>Tiles without content</source>
        <translation>Teselas sin contenido</translation>
    </message>
    <message>
        <source>What a vision-language model is asked</source>
        <translation>Lo que se pregunta a un modelo de visión y lenguaje</translation>
    </message>
    <message>
        <source>What has changed (empty: what has changed most)</source>
        <translation>Lo que ha cambiado (vacío: lo que más ha cambiado)</translation>
    </message>
    <message>
        <source>What has changed between two dates</source>
        <translation>Lo que ha cambiado entre dos fechas</translation>
    </message>
    <message>
        <source>What the bands say, no model.</source>
        <translation>Lo que dicen las bandas, sin modelo.</translation>
    </message>
    <message>
        <source>What there was before</source>
        <translation>Lo que había antes</translation>
    </message>
    <message>
        <source>Written to {path}.</source>
        <translation>Escrito en {path}.</translation>
    </message>
    <message>
        <source>caption,text,scene,content,imagery</source>
        <translation>leyenda,texto,escena,contenido,imágenes</translation>
    </message>
    <message>
        <source>catalog,describe,caption,embed,ingest,imagery</source>
        <translation>catálogo,describir,leyenda,embedding,incorporar,imágenes</translation>
    </message>
    <message>
        <source>change,detection,before,after,damage,difference,imagery,catalog</source>
        <translation>cambio,detección,antes,después,daño,diferencia,imágenes,catálogo</translation>
    </message>
    <message>
        <source>change,detection,before,after,damage,difference,question,imagery,tiles</source>
        <translation>cambio,detección,antes,después,daño,diferencia,pregunta,imágenes,teselas</translation>
    </message>
    <message>
        <source>coverage,status,statistics,rasters</source>
        <translation>cobertura,estado,estadística,ráster</translation>
    </message>
    <message>
        <source>find,question,retrieval,semantic,imagery,satellite,tiles</source>
        <translation>encontrar,pregunta,búsqueda,semántica,imágenes,satélite,teselas</translation>
    </message>
    <message>
        <source>heatmap,probability,raster,change,question,imagery,catalog</source>
        <translation>mapa de calor,probabilidad,ráster,cambio,pregunta,imágenes,catálogo</translation>
    </message>
    <message>
        <source>like,retrieval,example,picture,imagery,tiles</source>
        <translation>parecido,búsqueda,ejemplo,imagen,imágenes,teselas</translation>
    </message>
    <message>
        <source>save,geopackage,geojson,geoparquet,csv,descriptions</source>
        <translation>guardar,geopackage,geojson,geoparquet,csv,descripciones</translation>
    </message>
    <message>
        <source>{found} of {candidates} tiles; the best has the score {score}.</source>
        <translation>{found} de {candidates} teselas; la mejor tiene la puntuación {score}.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}</source>
        <translation>No se puede leer {path}: {reason}</translation>
    </message>
    <message>
        <source>{path} has {size} MB; a picture may have 8. Scale it down first.</source>
        <translation>{path} tiene {size} MB; una imagen puede tener 8. Redúzcala antes.</translation>
    </message>
    <message>
        <source>“{name}” is no GeoTIFF. Choose a file that ends in .tif.</source>
        <translation>«{name}» no es un GeoTIFF. Elija un archivo que termine en .tif.</translation>
    </message>
    <message>
        <source>“{part}” is no tile size. Write metres separated by commas, such as 128, 512.</source>
        <translation>«{part}» no es un tamaño de tesela. Escriba metros separados por comas, como 128, 512.</translation>
    </message>
</context>
<context>
    <name>Triage</name>
    <message>
        <source>All {count} tiles are judged.</source>
        <translation>Las {count} teselas están juzgadas.</translation>
    </message>
    <message>
        <source>Confirm them too</source>
        <translation>Confirmarlas también</translation>
    </message>
    <message>
        <source>Done again: {edit}</source>
        <translation>Hecho de nuevo: {edit}</translation>
    </message>
    <message>
        <source>Grade them too</source>
        <translation>Graduarlas también</translation>
    </message>
    <message>
        <source>Not saved, but kept as a draft: the next note on this tile goes on with it.</source>
        <translation>Sin guardar, pero se conserva como borrador: la próxima nota de esta tesela sigue con él.</translation>
    </message>
    <message>
        <source>Note on “{tile}”</source>
        <translation>Nota sobre «{tile}»</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rehacer</translation>
    </message>
    <message>
        <source>Reject them too</source>
        <translation>Rechazarlas también</translation>
    </message>
    <message>
        <source>The judgements of {count} tiles were taken back. Ctrl+Z brings them back.</source>
        <translation>Se retiraron los juicios de {count} teselas. Ctrl+Z los devuelve.</translation>
    </message>
    <message>
        <source>Undone: {edit}</source>
        <translation>Deshecho: {edit}</translation>
    </message>
    <message>
        <source>What does this tile really show? Leave it empty to take your correction back.</source>
        <translation>¿Qué muestra realmente esta tesela? Déjelo vacío para retirar su corrección.</translation>
    </message>
    <message>
        <source>{count} tiles confirmed.</source>
        <translation>{count} teselas confirmadas.</translation>
    </message>
    <message>
        <source>{count} tiles graded as {grade}.</source>
        <translation>{count} teselas graduadas como {grade}.</translation>
    </message>
    <message>
        <source>{count} tiles marked as unsure.</source>
        <translation>{count} teselas marcadas como dudosas.</translation>
    </message>
    <message>
        <source>{count} tiles rejected.</source>
        <translation>{count} teselas rechazadas.</translation>
    </message>
    <message>
        <source>{done} Ctrl+Z takes it back.</source>
        <translation>{done} Ctrl+Z lo deshace.</translation>
    </message>
    <message>
        <source>{done} {count} of them had been judged otherwise. Ctrl+Z takes it back.</source>
        <translation>{done} {count} de ellas estaban juzgadas de otra manera. Ctrl+Z lo deshace.</translation>
    </message>
    <message>
        <source>{judgement}, them too</source>
        <translation>{judgement}, también ellas</translation>
    </message>
    <message>
        <source>{kept} of {all} were judged before and stay as they were.</source>
        <translation>{kept} de {all} ya estaban juzgadas y quedan como estaban.</translation>
    </message>
</context>
<context>
    <name>TriageBar</name>
    <message>
        <source>Judge in full screen (F11)</source>
        <translation>Juzgar a pantalla completa (F11)</translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation>Nada que rehacer</translation>
    </message>
    <message>
        <source>Redo: {edit} (Ctrl+Shift+Z)</source>
        <translation>Rehacer: {edit} (Ctrl+Mayús+Z)</translation>
    </message>
    <message>
        <source>Show only what nobody has judged yet</source>
        <translation>Mostrar solo lo que nadie ha juzgado</translation>
    </message>
</context>
<context>
    <name>TriageWindow</name>
    <message>
        <source>Back to the list (Esc)</source>
        <translation>Volver a la lista (Esc)</translation>
    </message>
    <message>
        <source>Judge tiles</source>
        <translation>Juzgar teselas</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Next unseen</source>
        <translation>Siguiente sin ver</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rehacer</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Shift+Z)</source>
        <translation>Rehacer (Ctrl+Mayús+Z)</translation>
    </message>
    <message>
        <source>The next tile (Right)</source>
        <translation>La tesela siguiente (Derecha)</translation>
    </message>
    <message>
        <source>The next unseen tile (Space)</source>
        <translation>La siguiente tesela sin ver (Espacio)</translation>
    </message>
    <message>
        <source>The tile before (Left)</source>
        <translation>La tesela anterior (Izquierda)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Wheel, + and − zoom, 0 shows all, Shift and arrows move. Esc leaves.</source>
        <translation>Rueda, + y − acercan y alejan, 0 muestra todo, Mayús y flechas mueven. Esc sale.</translation>
    </message>
</context>
<context>
    <name>TwoDates</name>
    <message>
        <source>A click adds it to the project where it is missing</source>
        <translation>Un clic lo añade al proyecto si falta</translation>
    </message>
    <message>
        <source>A click brings it above other rasters</source>
        <translation>Un clic lo pone encima de otros ráster</translation>
    </message>
    <message>
        <source>A click hides the rasters that cover it</source>
        <translation>Un clic oculta los ráster que lo cubren</translation>
    </message>
    <message>
        <source>A click leaves the layers as they are</source>
        <translation>Un clic deja las capas como están</translation>
    </message>
    <message>
        <source>All of “{label}”</source>
        <translation>Todo lo de «{label}»</translation>
    </message>
    <message>
        <source>Choose a catalog first.</source>
        <translation>Elija antes un catálogo.</translation>
    </message>
    <message>
        <source>No raster layer of the project has a date in the catalog. Give rasters dates first.</source>
        <translation>Ninguna capa ráster del proyecto tiene fecha en el catálogo. Dé antes fechas a los ráster.</translation>
    </message>
    <message>
        <source>Put the layers back</source>
        <translation>Restaurar las capas</translation>
    </message>
    <message>
        <source>Swipe with an upright divider</source>
        <translation>Deslizar con un divisor vertical</translation>
    </message>
    <message>
        <source>The map shows {seen} here, not the raster of this result: {own}.</source>
        <translation>El mapa muestra aquí {seen}, no el ráster de este resultado: {own}.</translation>
    </message>
    <message>
        <source>The raster of the result</source>
        <translation>El ráster del resultado</translation>
    </message>
    <message>
        <source>The raster of this result is hidden: {own}.</source>
        <translation>El ráster de este resultado está oculto: {own}.</translation>
    </message>
    <message>
        <source>The raster of this result is not on the map: {own}.</source>
        <translation>El ráster de este resultado no está en el mapa: {own}.</translation>
    </message>
    <message>
        <source>Use dates of rasters in the temporal controller</source>
        <translation>Usar las fechas de los ráster en el controlador temporal</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automática</translation>
    </message>
    <message>
        <source>{count} raster layers have the dates of the catalog in the temporal controller now.</source>
        <translation>{count} capas ráster tienen ahora las fechas del catálogo en el controlador temporal.</translation>
    </message>
    <message>
        <source>{path} could not be read. Check that the file is there.</source>
        <translation>No se pudo leer {path}. Compruebe que el archivo está ahí.</translation>
    </message>
</context>
<context>
    <name>TwoDatesBar</name>
    <message>
        <source>Add it</source>
        <translation>Añadirlo</translation>
    </message>
    <message>
        <source>Flip the dates (Space); Escape ends it</source>
        <translation>Alternar las fechas (Espacio); Escape lo termina</translation>
    </message>
    <message>
        <source>Put the layers back as they were before results were clicked</source>
        <translation>Restaurar las capas como estaban antes de hacer clic en resultados</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Mostrarlo</translation>
    </message>
    <message>
        <source>Show the other date in a second map, linked to the first</source>
        <translation>Mostrar la otra fecha en un segundo mapa, unido al primero</translation>
    </message>
    <message>
        <source>Swipe between the two dates: drag the divider on the map, double-click turns it</source>
        <translation>Deslizar entre las dos fechas: arrastre el divisor en el mapa, doble clic lo gira</translation>
    </message>
    <message>
        <source>The earlier date to compare</source>
        <translation>La fecha anterior que comparar</translation>
    </message>
    <message>
        <source>The later date to compare</source>
        <translation>La fecha posterior que comparar</translation>
    </message>
</context>
<context>
    <name>UndoButton</name>
    <message>
        <source>Nothing to undo</source>
        <translation>Nada que deshacer</translation>
    </message>
    <message>
        <source>Undo: {edit} (Ctrl+Z)</source>
        <translation>Deshacer: {edit} (Ctrl+Z)</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Catalogs stay as they are. The old engine is removed when the new one works.</source>
        <translation>Los catálogos quedan como están. El motor antiguo se elimina cuando el nuevo funciona.</translation>
    </message>
    <message>
        <source>Other ways</source>
        <translation>Otras maneras</translation>
    </message>
    <message>
        <source>Set up the engine</source>
        <translation>Configurar el motor</translation>
    </message>
    <message>
        <source>The plugin is now version {needed}; the engine is still {installed}.</source>
        <translation>El complemento tiene ahora la versión {needed}; el motor todavía la {installed}.</translation>
    </message>
    <message>
        <source>Tilescribe reads your imagery with an engine of its own, which runs on this computer.</source>
        <translation>Tilescribe lee sus imágenes con un motor propio, que funciona en este ordenador.</translation>
    </message>
    <message>
        <source>Update the engine</source>
        <translation>Actualizar el motor</translation>
    </message>
    <message>
        <source>{amount} QGIS&apos;s Python is not touched.</source>
        <translation>{amount} El Python de QGIS no se toca.</translation>
    </message>
</context>
<context>
    <name>WorkDialog</name>
    <message>
        <source>As the model prefers</source>
        <translation>Como prefiera el modelo</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Arrancar</translation>
    </message>
</context>
<context>
    <name>WorkMenu</name>
    <message>
        <source>Check the catalog</source>
        <translation>Comprobar el catálogo</translation>
    </message>
    <message>
        <source>Compare dates…</source>
        <translation>Comparar fechas…</translation>
    </message>
    <message>
        <source>Embed the texts anew…</source>
        <translation>Vectorizar de nuevo los textos…</translation>
    </message>
    <message>
        <source>Look again with a larger model…</source>
        <translation>Mirar otra vez con un modelo mayor…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Más</translation>
    </message>
</context>
<context>
    <name>_RasterPopup</name>
    <message>
        <source>All rasters</source>
        <translation>Todos los ráster</translation>
    </message>
    <message>
        <source>Choose all that are listed</source>
        <translation>Elegir todos los de la lista</translation>
    </message>
    <message>
        <source>Choose none: all rasters are searched</source>
        <translation>No elegir ninguno: se busca en todos los ráster</translation>
    </message>
    <message>
        <source>Choose these</source>
        <translation>Elegir estos</translation>
    </message>
    <message>
        <source>Name, folder, date or label</source>
        <translation>Nombre, carpeta, fecha o etiqueta</translation>
    </message>
    <message>
        <source>{chosen} of {count} chosen</source>
        <translation>{chosen} de {count} elegidos</translation>
    </message>
</context>
<context>
    <name>_TileMenu</name>
    <message>
        <source>Be unsure no more</source>
        <translation>Dejar de dudar</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirmar</translation>
    </message>
    <message>
        <source>Correct the description…</source>
        <translation>Corregir la descripción…</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Ctrl+Z</translation>
    </message>
    <message>
        <source>Describe</source>
        <translation>Describir</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Intro</translation>
    </message>
    <message>
        <source>Find similar</source>
        <translation>Encontrar parecidas</translation>
    </message>
    <message>
        <source>Less like this</source>
        <translation>Menos como esta</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>Más como esta</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>Nota…</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rechazar</translation>
    </message>
    <message>
        <source>Take the confirmation back</source>
        <translation>Retirar la confirmación</translation>
    </message>
    <message>
        <source>Take the rejection back</source>
        <translation>Retirar el rechazo</translation>
    </message>
    <message>
        <source>Undo: {edit}</source>
        <translation>Deshacer: {edit}</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Dudosa</translation>
    </message>
    <message>
        <source>Zoom to</source>
        <translation>Zum a la tesela</translation>
    </message>
</context>
</TS>

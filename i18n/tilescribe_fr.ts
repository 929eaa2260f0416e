<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>AdHocDescriber</name>
    <message>
        <source>The map shows no raster. Zoom to one, and try again.</source>
        <translation>La carte ne montre aucun raster. Zoomer sur un raster, puis réessayer.</translation>
    </message>
</context>
<context>
    <name>AddImageryPanel</name>
    <message>
        <source>Add a folder with all rasters in it</source>
        <translation>Ajouter un dossier avec tous les rasters qu&apos;il contient</translation>
    </message>
    <message>
        <source>Add imagery</source>
        <translation>Ajouter des images</translation>
    </message>
    <message>
        <source>Add single rasters</source>
        <translation>Ajouter des rasters un par un</translation>
    </message>
    <message>
        <source>Add the raster layers of the project</source>
        <translation>Ajouter les couches raster du projet</translation>
    </message>
    <message>
        <source>Estimating…</source>
        <translation>Estimation…</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>Fichiers…</translation>
    </message>
    <message>
        <source>Folder with rasters</source>
        <translation>Dossier de rasters</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Dossier…</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Indexer</translation>
    </message>
    <message>
        <source>Index…</source>
        <translation>Indexer…</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Couches</translation>
    </message>
    <message>
        <source>Rasters</source>
        <translation>Rasters</translation>
    </message>
    <message>
        <source>Take the selected entries off the list, or all where none is selected</source>
        <translation>Retirer de la liste les entrées sélectionnées, ou toutes si aucune ne l&apos;est</translation>
    </message>
    <message>
        <source>… and {count} more can&apos;t be used</source>
        <translation>… et {count} autres inutilisables</translation>
    </message>
</context>
<context>
    <name>AreaChooser</name>
    <message>
        <source>Area of the earlier question</source>
        <translation>Zone de la question précédente</translation>
    </message>
    <message>
        <source>Draw another polygon</source>
        <translation>Dessiner un autre polygone</translation>
    </message>
    <message>
        <source>Draw another rectangle</source>
        <translation>Dessiner un autre rectangle</translation>
    </message>
    <message>
        <source>Drawn polygon</source>
        <translation>Polygone dessiné</translation>
    </message>
    <message>
        <source>Drawn rectangle</source>
        <translation>Rectangle dessiné</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Partout</translation>
    </message>
    <message>
        <source>Select polygons in a layer, make that layer the active one, and choose this again.</source>
        <translation>Sélectionner des polygones dans une couche, activer cette couche et choisir ceci de nouveau.</translation>
    </message>
    <message>
        <source>Selected features</source>
        <translation>Entités sélectionnées</translation>
    </message>
    <message>
        <source>Take the features that are selected now</source>
        <translation>Prendre les entités sélectionnées maintenant</translation>
    </message>
    <message>
        <source>Take what the map shows now</source>
        <translation>Prendre ce que la carte montre maintenant</translation>
    </message>
    <message>
        <source>The area lies nowhere on Earth. Set the project&apos;s CRS, and try again.</source>
        <translation>La zone ne se trouve nulle part sur Terre. Définir le SCR du projet, puis réessayer.</translation>
    </message>
    <message>
        <source>The map shows no place on Earth. Set the project&apos;s CRS, or zoom to a layer.</source>
        <translation>La carte ne montre aucun lieu de la Terre. Définir le SCR du projet, ou zoomer sur une couche.</translation>
    </message>
    <message>
        <source>What the map shows</source>
        <translation>Ce que montre la carte</translation>
    </message>
    <message>
        <source>What the map shows now</source>
        <translation>Ce que la carte montre maintenant</translation>
    </message>
</context>
<context>
    <name>CatalogChooser</name>
    <message>
        <source>Catalog</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <source>Catalogs (*.gpkg)</source>
        <translation>Catalogues (*.gpkg)</translation>
    </message>
    <message>
        <source>New catalog</source>
        <translation>Nouveau catalogue</translation>
    </message>
    <message>
        <source>New catalog…</source>
        <translation>Nouveau catalogue…</translation>
    </message>
    <message>
        <source>Open a catalog</source>
        <translation>Ouvrir un catalogue</translation>
    </message>
    <message>
        <source>Open a catalog…</source>
        <translation>Ouvrir un catalogue…</translation>
    </message>
    <message>
        <source>Show what is indexed on the map</source>
        <translation>Montrer sur la carte ce qui est indexé</translation>
    </message>
    <message>
        <source>imagery</source>
        <translation>images</translation>
    </message>
</context>
<context>
    <name>CatalogSummary</name>
    <message numerus="yes">
        <source>%Ln tiles compared</source>
        <translation>
            <numerusform>%Ln tuile comparée</numerusform>
            <numerusform>%Ln tuiles comparées</numerusform>
        </translation>
    </message>
    <message>
        <source>A catalog keeps the descriptions of your imagery. Add imagery below to make one, or open one above.</source>
        <translation>Un catalogue garde les descriptions de vos images. Ajoutez des images ci-dessous pour en créer un, ou ouvrez-en un ci-dessus.</translation>
    </message>
    <message>
        <source>Changes cannot be read: {reason}</source>
        <translation>Les changements ne peuvent pas être lus&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>This catalog is empty. Add imagery below.</source>
        <translation>Ce catalogue est vide. Ajoutez des images ci-dessous.</translation>
    </message>
    <message>
        <source>You can search as soon as the first tiles are described.</source>
        <translation>La recherche est possible dès que les premières tuiles sont décrites.</translation>
    </message>
    <message>
        <source>{count} blank</source>
        <translation>{count} vides</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} en échec</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} en attente</translation>
    </message>
    <message>
        <source>{done} tiles of {rasters} rasters can be searched</source>
        <translation>{done} tuiles de {rasters} rasters peuvent être interrogées</translation>
    </message>
</context>
<context>
    <name>CatalogsPanel</name>
    <message>
        <source>Fetch {model} from the model hub? That may be several gigabytes; its licence is told at the end, and binds whoever uses it. Afterwards it works without a network.</source>
        <translation>Obtenir {model} du dépôt de modèles&#xa0;? Cela peut faire plusieurs gigaoctets&#xa0;; sa licence est indiquée à la fin et lie qui l&apos;utilise. Il marche ensuite sans réseau.</translation>
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
        <translation>Date antérieure</translation>
    </message>
    <message>
        <source>Earlier date until</source>
        <translation>Date antérieure jusqu&apos;au</translation>
    </message>
    <message>
        <source>Later date</source>
        <translation>Date postérieure</translation>
    </message>
    <message>
        <source>Later date until</source>
        <translation>Date postérieure jusqu&apos;au</translation>
    </message>
    <message>
        <source>Magnitude of the change</source>
        <translation>Ampleur du changement</translation>
    </message>
    <message>
        <source>Probability of what there was</source>
        <translation>Probabilité de ce qu&apos;il y avait</translation>
    </message>
    <message>
        <source>Rasters of the earlier date</source>
        <translation>Rasters de la date antérieure</translation>
    </message>
    <message>
        <source>Share newly burnt</source>
        <translation>Part nouvellement brûlée</translation>
    </message>
    <message>
        <source>Share of lost structures</source>
        <translation>Part de constructions disparues</translation>
    </message>
    <message>
        <source>Share of lost vegetation</source>
        <translation>Part de végétation disparue</translation>
    </message>
    <message>
        <source>Share of lost water</source>
        <translation>Part d&apos;eau disparue</translation>
    </message>
    <message>
        <source>Share of new bare ground</source>
        <translation>Part de sol nu nouveau</translation>
    </message>
    <message>
        <source>Share of new structures</source>
        <translation>Part de constructions nouvelles</translation>
    </message>
    <message>
        <source>Share of new vegetation</source>
        <translation>Part de végétation nouvelle</translation>
    </message>
    <message>
        <source>Share of new water</source>
        <translation>Part d&apos;eau nouvelle</translation>
    </message>
    <message>
        <source>Share that can be compared</source>
        <translation>Part comparable</translation>
    </message>
    <message>
        <source>Shift taken out (m)</source>
        <translation>Décalage corrigé (m)</translation>
    </message>
    <message>
        <source>Summary of the earlier date</source>
        <translation>Résumé de la date antérieure</translation>
    </message>
    <message>
        <source>Summary of the later date</source>
        <translation>Résumé de la date postérieure</translation>
    </message>
    <message>
        <source>Uncertainty of the magnitude</source>
        <translation>Incertitude de l&apos;ampleur</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Ce qui a changé</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>As the model prefers</source>
        <translation>Comme le modèle préfère</translation>
    </message>
    <message>
        <source>Compare dates</source>
        <translation>Comparer des dates</translation>
    </message>
    <message>
        <source>Described by</source>
        <translation>Décrit par</translation>
    </message>
    <message>
        <source>Earlier rasters</source>
        <translation>Rasters antérieurs</translation>
    </message>
    <message>
        <source>Later rasters</source>
        <translation>Rasters postérieurs</translation>
    </message>
    <message>
        <source>Lays every tile of the later date on the newest earlier one, and describes what has changed. A date (2025-05), a range (2025-05-01..2025-05-31), a label, a folder, or names with * in them; left empty, each raster is compared with the date before its own.</source>
        <translation>Pose chaque tuile de la date postérieure sur la plus récente antérieure, et décrit ce qui a changé. Une date (2025-05), une période (2025-05-01..2025-05-31), une étiquette, un dossier ou des noms avec *&#xa0;; laissé vide, chaque raster est comparé à la date qui précède la sienne.</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Invite</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Démarrer</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>There is no other date here.</source>
        <translation>Il n&apos;y a pas d&apos;autre date ici.</translation>
    </message>
</context>
<context>
    <name>Coverage</name>
    <message>
        <source>Acquired</source>
        <translation>Acquis</translation>
    </message>
    <message>
        <source>CRS</source>
        <translation>SCR</translation>
    </message>
    <message>
        <source>Described (%)</source>
        <translation>Décrit (%)</translation>
    </message>
    <message>
        <source>Described by</source>
        <translation>Décrit par</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Last worked on</source>
        <translation>Dernier traitement</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Pixel size (m)</source>
        <translation>Taille de pixel (m)</translation>
    </message>
    <message>
        <source>Raster</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>Capteur</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Tile sizes (m)</source>
        <translation>Tailles de tuile (m)</translation>
    </message>
    <message>
        <source>Tiles described</source>
        <translation>Tuiles décrites</translation>
    </message>
    <message>
        <source>Tiles that failed</source>
        <translation>Tuiles en échec</translation>
    </message>
    <message>
        <source>Tiles waiting</source>
        <translation>Tuiles en attente</translation>
    </message>
    <message>
        <source>Tiles without content</source>
        <translation>Tuiles sans contenu</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Ce qui ne va pas</translation>
    </message>
</context>
<context>
    <name>CoverageLayer</name>
    <message>
        <source>Coverage of {name}</source>
        <translation>Couverture de {name}</translation>
    </message>
    <message>
        <source>The rasters of the catalog {path}.</source>
        <translation>Les rasters du catalogue {path}.</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>A year as 2011, a month as 2011-05 or a day as 2011-05-22; empty for any</source>
        <translation>Une année comme 2011, un mois comme 2011-05 ou un jour comme 2011-05-22&#xa0;; vide pour n&apos;importe quand</translation>
    </message>
    <message>
        <source>A year as 2011, a month as 2011-05, a day as 2011-05-22, or a range as 2011-05/2011-07</source>
        <translation>Une année comme 2011, un mois comme 2011-05, un jour comme 2011-05-22 ou une période comme 2011-05/2011-07</translation>
    </message>
    <message>
        <source>Choose from the calendar</source>
        <translation>Choisir dans le calendrier</translation>
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
    <message>
        <source>Dates of the rasters</source>
        <translation>Dates des rasters</translation>
    </message>
</context>
<context>
    <name>Dates</name>
    <message>
        <source>The range “{text}” ends before it begins.</source>
        <translation>La période «&#xa0;{text}&#xa0;» finit avant de commencer.</translation>
    </message>
    <message>
        <source>“{text}” is no date. Write a year as 2011, a month as 2011-05, a day as 2011-05-22.</source>
        <translation>«&#xa0;{text}&#xa0;» n&apos;est pas une date. Écrire une année comme 2011, un mois comme 2011-05, un jour comme 2011-05-22.</translation>
    </message>
</context>
<context>
    <name>DatesDialog</name>
    <message numerus="yes">
        <source>%Ln rasters changed.</source>
        <translation>
            <numerusform>%Ln raster modifié.</numerusform>
            <numerusform>%Ln rasters modifiés.</numerusform>
        </translation>
    </message>
    <message>
        <source>2011-05-22</source>
        <translation>2011-05-22</translation>
    </message>
    <message>
        <source>As the file says</source>
        <translation>Comme le dit le fichier</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Dates and labels</source>
        <translation>Dates et étiquettes</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>Name, folder, date or label</source>
        <translation>Nom, dossier, date ou étiquette</translation>
    </message>
    <message>
        <source>No label</source>
        <translation>Sans étiquette</translation>
    </message>
    <message>
        <source>Select the whole folder</source>
        <translation>Sélectionner tout le dossier</translation>
    </message>
    <message>
        <source>Set date</source>
        <translation>Fixer la date</translation>
    </message>
    <message>
        <source>Set label</source>
        <translation>Fixer l&apos;étiquette</translation>
    </message>
    <message>
        <source>Take back the date that you gave: tags and file name tell it again</source>
        <translation>Retirer la date que vous avez donnée&#xa0;: balises et nom du fichier la disent de nouveau</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Without a date only</source>
        <translation>Sans date seulement</translation>
    </message>
    <message>
        <source>Write a date first: 2011, 2011-05 or 2011-05-22.</source>
        <translation>Écrivez d&apos;abord une date&#xa0;: 2011, 2011-05 ou 2011-05-22.</translation>
    </message>
    <message>
        <source>Write a label first, such as before or after.</source>
        <translation>Écrivez d&apos;abord une étiquette, comme avant ou après.</translation>
    </message>
    <message>
        <source>after</source>
        <translation>après</translation>
    </message>
    <message>
        <source>before</source>
        <translation>avant</translation>
    </message>
    <message>
        <source>before, after, any word</source>
        <translation>avant, après, n&apos;importe quel mot</translation>
    </message>
    <message>
        <source>{selected} of {count} selected, {undated} without a date</source>
        <translation>{selected} sélectionnés sur {count}, {undated} sans date</translation>
    </message>
</context>
<context>
    <name>DatesNotice</name>
    <message>
        <source>Dates and labels…</source>
        <translation>Dates et étiquettes…</translation>
    </message>
    <message>
        <source>The raster has &lt;a href=&quot;undated&quot;&gt;no date&lt;/a&gt;.</source>
        <translation>Le raster n&apos;a &lt;a href=&quot;undated&quot;&gt;pas de date&lt;/a&gt;.</translation>
    </message>
    <message>
        <source>{count} tiles were compared when their rasters had other dates: compare again.</source>
        <translation>{count} tuiles ont été comparées quand leurs rasters avaient d&apos;autres dates&#xa0;: comparez de nouveau.</translation>
    </message>
    <message>
        <source>{undated} of {count} rasters have &lt;a href=&quot;undated&quot;&gt;no date&lt;/a&gt;.</source>
        <translation>{undated} rasters sur {count} n&apos;ont &lt;a href=&quot;undated&quot;&gt;pas de date&lt;/a&gt;.</translation>
    </message>
</context>
<context>
    <name>Dating</name>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>as the files tell</source>
        <translation>comme le disent les fichiers</translation>
    </message>
    <message>
        <source>before, after, any word</source>
        <translation>avant, après, n&apos;importe quel mot</translation>
    </message>
</context>
<context>
    <name>DeepenDialog</name>
    <message>
        <source>A slower model describes what is worth it once more; its words stand beside those that are there.</source>
        <translation>Un modèle plus lent décrit encore ce qui le mérite&#xa0;; ses mots s&apos;ajoutent à ceux qui sont là.</translation>
    </message>
    <message>
        <source>As the model prefers</source>
        <translation>Comme le modèle préfère</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Au plus</translation>
    </message>
    <message>
        <source>Described by</source>
        <translation>Décrit par</translation>
    </message>
    <message>
        <source>Look again with a larger model</source>
        <translation>Regarder encore avec un modèle plus grand</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Invite</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Démarrer</translation>
    </message>
    <message>
        <source>The best results of “{question}”</source>
        <translation>Les meilleurs résultats de «&#xa0;{question}&#xa0;»</translation>
    </message>
    <message>
        <source>The most telling tiles</source>
        <translation>Les tuiles les plus parlantes</translation>
    </message>
    <message>
        <source>What the map shows</source>
        <translation>Ce que montre la carte</translation>
    </message>
    <message>
        <source>Which tiles</source>
        <translation>Quelles tuiles</translation>
    </message>
</context>
<context>
    <name>DetailsPictures</name>
    <message>
        <source>The picture is on its way…</source>
        <translation>L&apos;image est en route…</translation>
    </message>
</context>
<context>
    <name>DrawingMenu</name>
    <message>
        <source>Change the corners</source>
        <translation>Modifier les sommets</translation>
    </message>
    <message>
        <source>Count…</source>
        <translation>Compter…</translation>
    </message>
    <message>
        <source>Draw it</source>
        <translation>Le dessiner</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Ligne</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>Point</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>Polygone</translation>
    </message>
    <message>
        <source>Remove the count</source>
        <translation>Retirer le nombre</translation>
    </message>
    <message>
        <source>Remove the drawing</source>
        <translation>Retirer le dessin</translation>
    </message>
</context>
<context>
    <name>EarlierPicture</name>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>Before ({date})</source>
        <translation>Avant ({date})</translation>
    </message>
    <message>
        <source>Magnitude {magnitude}, give or take {error}.</source>
        <translation>Ampleur {magnitude}, à {error} près.</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Ce qui a changé</translation>
    </message>
</context>
<context>
    <name>EmptyStateMessages</name>
    <message numerus="yes">
        <source>%Ln rasters without a date are left out.</source>
        <translation>
            <numerusform>%Ln raster sans date est laissé de côté.</numerusform>
            <numerusform>%Ln rasters sans date sont laissés de côté.</numerusform>
        </translation>
    </message>
    <message>
        <source>A catalog holds the descriptions of your imagery. Choose one, or make one from your rasters.</source>
        <translation>Un catalogue contient les descriptions de vos images. Choisissez-en un, ou créez-en un à partir de vos rasters.</translation>
    </message>
    <message>
        <source>Add rasters</source>
        <translation>Ajouter des rasters</translation>
    </message>
    <message>
        <source>Add rasters to the catalog. As soon as the first tiles are described, they can be searched.</source>
        <translation>Ajoutez des rasters au catalogue. Dès que les premières tuiles sont décrites, elles peuvent être interrogées.</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Redemander</translation>
    </message>
    <message>
        <source>Ask in plain words</source>
        <translation>Demander en mots simples</translation>
    </message>
    <message>
        <source>Choose a catalog</source>
        <translation>Choisir un catalogue</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Rien ne correspond</translation>
    </message>
    <message>
        <source>Nothing to find yet</source>
        <translation>Rien à trouver pour l&apos;instant</translation>
    </message>
    <message>
        <source>Say what can be seen, and press Enter. For example:</source>
        <translation>Dites ce qui se voit, puis appuyez sur Entrée. Par exemple&#xa0;:</translation>
    </message>
    <message>
        <source>Search all dates</source>
        <translation>Chercher dans toutes les dates</translation>
    </message>
    <message>
        <source>Search all labels</source>
        <translation>Chercher dans toutes les étiquettes</translation>
    </message>
    <message>
        <source>Search all rasters</source>
        <translation>Chercher dans tous les rasters</translation>
    </message>
    <message>
        <source>Search all tile sizes</source>
        <translation>Chercher dans toutes les tailles</translation>
    </message>
    <message>
        <source>Search everywhere</source>
        <translation>Chercher partout</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Recherche…</translation>
    </message>
    <message>
        <source>Set up the engine</source>
        <translation>Installer le moteur</translation>
    </message>
    <message>
        <source>Show them whatever their score</source>
        <translation>Les montrer quel que soit leur score</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>Cela n&apos;a pas marché</translation>
    </message>
    <message>
        <source>The best tiles score less than you ask for.</source>
        <translation>Les meilleures tuiles ont un score inférieur à celui demandé.</translation>
    </message>
    <message>
        <source>The catalog has no described tile yet.</source>
        <translation>Le catalogue n&apos;a encore aucune tuile décrite.</translation>
    </message>
    <message>
        <source>The engine is starting. That takes a few seconds, once.</source>
        <translation>Le moteur démarre. Cela prend quelques secondes, une seule fois.</translation>
    </message>
    <message>
        <source>The filters leave no tile to search in.</source>
        <translation>Les filtres ne laissent aucune tuile où chercher.</translation>
    </message>
    <message>
        <source>There were too many results to keep them in the project.</source>
        <translation>Il y avait trop de résultats pour les garder dans le projet.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Which imagery?</source>
        <translation>Quelles images&#xa0;?</translation>
    </message>
</context>
<context>
    <name>Estimate</name>
    <message numerus="yes">
        <source>All %Ln tiles are described already.</source>
        <translation>
            <numerusform>La seule tuile (%Ln) est déjà décrite.</numerusform>
            <numerusform>Les %Ln tuiles sont déjà toutes décrites.</numerusform>
        </translation>
    </message>
    <message>
        <source>At least {work}</source>
        <translation>Au moins {work}</translation>
    </message>
    <message>
        <source>No raster here can be indexed.</source>
        <translation>Aucun raster ici ne peut être indexé.</translation>
    </message>
    <message>
        <source>Only {free} are free: make space first, or keep the catalog on another disk.</source>
        <translation>Il ne reste que {free}&#xa0;: libérez d&apos;abord de la place, ou gardez le catalogue sur un autre disque.</translation>
    </message>
    <message>
        <source>The time is a guess; this computer has not been measured yet.</source>
        <translation>La durée est une estimation&#xa0;; cet ordinateur n&apos;a pas encore été mesuré.</translation>
    </message>
    <message>
        <source>{tiles} tiles ({sizes}) of {rasters} rasters: {time}, {size} on disk.</source>
        <translation>{tiles} tuiles ({sizes}) de {rasters} rasters&#xa0;: {time}, {size} sur le disque.</translation>
    </message>
</context>
<context>
    <name>FailureList</name>
    <message>
        <source>What failed</source>
        <translation>Ce qui a échoué</translation>
    </message>
    <message>
        <source>What failed ({count})</source>
        <translation>Ce qui a échoué ({count})</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>… et {count} autres</translation>
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
        <translation>(sans étiquette)</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Au plus</translation>
    </message>
    <message>
        <source>Closer look at {count}</source>
        <translation>Examen rapproché de {count}</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Comparer avec</translation>
    </message>
    <message>
        <source>Compared with: {channels}</source>
        <translation>Comparé avec&#xa0;: {channels}</translation>
    </message>
    <message>
        <source>From {date}</source>
        <translation>À partir du {date}</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>Label: {labels}</source>
        <translation>Étiquette&#xa0;: {labels}</translation>
    </message>
    <message>
        <source>Look closer</source>
        <translation>De plus près</translation>
    </message>
    <message>
        <source>Looks again into so many of the best tiles, part by part, ranks them by their best part and outlines it on the map. Finds small things; takes about a second for each tile.</source>
        <translation>Relit autant des meilleures tuiles, partie par partie, les classe par leur meilleure partie et l&apos;entoure sur la carte. Trouve les petites choses&#xa0;; prend environ une seconde par tuile.</translation>
    </message>
    <message>
        <source>No day lies between {first} and {last}. Change one of the dates.</source>
        <translation>Aucun jour ne se trouve entre {first} et {last}. Changez l&apos;une des dates.</translation>
    </message>
    <message>
        <source>Rasters</source>
        <translation>Rasters</translation>
    </message>
    <message>
        <source>Score from {score}</source>
        <translation>Score à partir de {score}</translation>
    </message>
    <message>
        <source>Take all filters away</source>
        <translation>Retirer tous les filtres</translation>
    </message>
    <message>
        <source>Tile size</source>
        <translation>Taille de tuile</translation>
    </message>
    <message>
        <source>Until {date}</source>
        <translation>Jusqu&apos;au {date}</translation>
    </message>
    <message>
        <source>What the question is compared with: what descriptions mean, their very words, or the pictures.</source>
        <translation>À quoi la question est comparée&#xa0;: le sens des descriptions, leurs mots mêmes, ou les images.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Où</translation>
    </message>
    <message>
        <source>all</source>
        <translation>tous</translation>
    </message>
    <message>
        <source>any</source>
        <translation>tous</translation>
    </message>
    <message>
        <source>any day</source>
        <translation>toute date</translation>
    </message>
    <message>
        <source>at the best </source>
        <translation>parmi les meilleures </translation>
    </message>
    <message>
        <source>everything</source>
        <translation>tout</translation>
    </message>
    <message>
        <source>meaning</source>
        <translation>sens</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>image</translation>
    </message>
    <message>
        <source>score from</source>
        <translation>score mini</translation>
    </message>
    <message>
        <source>words</source>
        <translation>mots</translation>
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
        <translation>Filtres</translation>
    </message>
    <message>
        <source>Filters: {parts}</source>
        <translation>Filtres&#xa0;: {parts}</translation>
    </message>
</context>
<context>
    <name>Formatting</name>
    <message>
        <source>Checking…</source>
        <translation>Vérification…</translation>
    </message>
    <message>
        <source>Describing tiles…</source>
        <translation>Description des tuiles…</translation>
    </message>
    <message>
        <source>Downloading the model…</source>
        <translation>Téléchargement du modèle…</translation>
    </message>
    <message>
        <source>Finished.</source>
        <translation>Terminé.</translation>
    </message>
    <message>
        <source>Loading the models…</source>
        <translation>Chargement des modèles…</translation>
    </message>
    <message>
        <source>Looking at the rasters…</source>
        <translation>Examen des rasters…</translation>
    </message>
    <message>
        <source>Looking for rasters…</source>
        <translation>Recherche de rasters…</translation>
    </message>
    <message>
        <source>Making the descriptions searchable…</source>
        <translation>Préparation des descriptions pour la recherche…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Démarrage…</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Écriture…</translation>
    </message>
    <message>
        <source>a few seconds</source>
        <translation>quelques secondes</translation>
    </message>
    <message>
        <source>about {count} days</source>
        <translation>environ {count} jours</translation>
    </message>
    <message>
        <source>about {count} hours</source>
        <translation>environ {count} heures</translation>
    </message>
    <message>
        <source>about {count} minutes</source>
        <translation>environ {count} minutes</translation>
    </message>
    <message>
        <source>about {count} seconds</source>
        <translation>environ {count} secondes</translation>
    </message>
</context>
<context>
    <name>FullScreenTriage</name>
    <message>
        <source>No. {rank} of {count}</source>
        <translation>N° {rank} sur {count}</translation>
    </message>
    <message>
        <source>The picture is on its way…</source>
        <translation>L&apos;image est en route…</translation>
    </message>
</context>
<context>
    <name>HeatMapMaker</name>
    <message>
        <source>A heat map is drawn of a question in words, or of what has changed. Ask one, and try again.</source>
        <translation>Une carte de chaleur se dessine d&apos;une question en mots, ou de ce qui a changé. Posez-en une, puis réessayez.</translation>
    </message>
    <message>
        <source>GeoTIFF (*.tif)</source>
        <translation>GeoTIFF (*.tif)</translation>
    </message>
    <message>
        <source>Heat map: how much has changed</source>
        <translation>Carte de chaleur&#xa0;: combien a changé</translation>
    </message>
    <message>
        <source>Heat map: {question}</source>
        <translation>Carte de chaleur&#xa0;: {question}</translation>
    </message>
    <message>
        <source>Tilescribe: {name}</source>
        <translation>Tilescribe&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Write the heat map</source>
        <translation>Écrire la carte de chaleur</translation>
    </message>
    <message>
        <source>{path} was written but cannot be read.</source>
        <translation>{path} a été écrit mais ne peut pas être lu.</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
</context>
<context>
    <name>Imagery</name>
    <message>
        <source>“{name}” comes from a web service, which can&apos;t be indexed: its pictures are drawn for each map view and have no file. Export the part you need as a GeoTIFF and add that.</source>
        <translation>«&#xa0;{name}&#xa0;» vient d&apos;un service web, qui ne peut pas être indexé&#xa0;: ses images sont dessinées pour chaque vue de la carte et n&apos;ont pas de fichier. Exportez la partie voulue en GeoTIFF et ajoutez celui-ci.</translation>
    </message>
    <message>
        <source>“{name}” could not be opened. Repair its data source first.</source>
        <translation>«&#xa0;{name}&#xa0;» n&apos;a pas pu être ouvert. Réparez d&apos;abord sa source de données.</translation>
    </message>
    <message>
        <source>“{name}” has no file that the engine could read (source: {provider}). Export it as a GeoTIFF and add that.</source>
        <translation>«&#xa0;{name}&#xa0;» n&apos;a pas de fichier que le moteur puisse lire (source&#xa0;: {provider}). Exportez-le en GeoTIFF et ajoutez celui-ci.</translation>
    </message>
    <message>
        <source>“{name}” is a part of {path}, which can&apos;t be indexed by itself. Save the layer as a GeoTIFF and add that.</source>
        <translation>«&#xa0;{name}&#xa0;» est une partie de {path}, qui ne peut pas être indexée seule. Enregistrez la couche en GeoTIFF et ajoutez celui-ci.</translation>
    </message>
    <message>
        <source>“{name}” is no raster layer. Add raster layers.</source>
        <translation>«&#xa0;{name}&#xa0;» n&apos;est pas une couche raster. Ajoutez des couches raster.</translation>
    </message>
</context>
<context>
    <name>ImageryList</name>
    <message>
        <source>Drop rasters, folders or layers here</source>
        <translation>Déposer ici des rasters, dossiers ou couches</translation>
    </message>
    <message>
        <source>Imagery to add</source>
        <translation>Images à ajouter</translation>
    </message>
    <message>
        <source>“{name}” does not look like a raster. If it is one, add it with the button Files.</source>
        <translation>«&#xa0;{name}&#xa0;» ne ressemble pas à un raster. Si c&apos;en est un, ajoutez-le avec le bouton Fichiers.</translation>
    </message>
</context>
<context>
    <name>IndexOptionsWidget</name>
    <message>
        <source>Automatic</source>
        <translation>Automatique</translation>
    </message>
    <message>
        <source>Automatic goes by the pixel size. Large tiles show airports and lakes, small ones houses and boats.</source>
        <translation>Automatique se règle sur la taille de pixel. Les grandes tuiles montrent aéroports et lacs, les petites maisons et bateaux.</translation>
    </message>
    <message>
        <source>Built-in model</source>
        <translation>Modèle intégré</translation>
    </message>
    <message>
        <source>Described by</source>
        <translation>Décrit par</translation>
    </message>
    <message>
        <source>Fetch this model…</source>
        <translation>Obtenir ce modèle…</translation>
    </message>
    <message>
        <source>Larger model, on a server…</source>
        <translation>Modèle plus grand, sur un serveur…</translation>
    </message>
    <message>
        <source>Larger model, on this computer…</source>
        <translation>Modèle plus grand, sur cet ordinateur…</translation>
    </message>
    <message>
        <source>Measurements only</source>
        <translation>Mesures seulement</translation>
    </message>
    <message>
        <source>My own…</source>
        <translation>Le mien…</translation>
    </message>
    <message>
        <source>Name the model that should describe the tiles.</source>
        <translation>Nommez le modèle qui doit décrire les tuiles.</translation>
    </message>
    <message>
        <source>Prompt: as the model prefers</source>
        <translation>Invite&#xa0;: comme le modèle préfère</translation>
    </message>
    <message>
        <source>Prompt: {name}</source>
        <translation>Invite&#xa0;: {name}</translation>
    </message>
    <message>
        <source>The model must be on this computer already, or be fetched first.</source>
        <translation>Le modèle doit déjà se trouver sur cet ordinateur, ou être obtenu d&apos;abord.</translation>
    </message>
    <message>
        <source>The pixels of every tile are sent to this address.</source>
        <translation>Les pixels de chaque tuile sont envoyés à cette adresse.</translation>
    </message>
    <message>
        <source>Tile size</source>
        <translation>Taille de tuile</translation>
    </message>
    <message>
        <source>Write the tile sizes in metres, such as 128, 512.</source>
        <translation>Écrire les tailles de tuile en mètres, comme 128, 512.</translation>
    </message>
    <message>
        <source>metres, such as 128, 512</source>
        <translation>mètres, comme 128, 512</translation>
    </message>
    <message>
        <source>“{part}” is no tile size. Write metres separated by commas, such as 128, 512.</source>
        <translation>«&#xa0;{part}&#xa0;» n&apos;est pas une taille de tuile. Écrire des mètres séparés par des virgules, comme 128, 512.</translation>
    </message>
</context>
<context>
    <name>InstalledPage</name>
    <message>
        <source>Copy the report</source>
        <translation>Copier le rapport</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Oublier</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Redémarrer</translation>
    </message>
    <message>
        <source>Set up anew</source>
        <translation>Réinstaller</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Démarrer</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>The engine {version} is running.</source>
        <translation>Le moteur {version} fonctionne.</translation>
    </message>
    <message>
        <source>The engine {version} is set up. It starts with the first question.</source>
        <translation>Le moteur {version} est installé. Il démarre à la première question.</translation>
    </message>
    <message>
        <source>The engine {version} is starting …</source>
        <translation>Le moteur {version} démarre …</translation>
    </message>
    <message>
        <source>Use another engine</source>
        <translation>Utiliser un autre moteur</translation>
    </message>
    <message>
        <source>Versions, settings and the last lines of the log, for a bug ticket; without names and secrets</source>
        <translation>Versions, réglages et dernières lignes du journal, pour signaler une anomalie&#xa0;; sans noms ni secrets</translation>
    </message>
</context>
<context>
    <name>JobProgressView</name>
    <message numerus="yes">
        <source>%Ln tiles of this run are kept.</source>
        <translation>
            <numerusform>%Ln tuile de cette exécution est conservée.</numerusform>
            <numerusform>%Ln tuiles de cette exécution sont conservées.</numerusform>
        </translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Stop after the tiles in work. What is done is kept and can be continued.</source>
        <translation>Arrêter après les tuiles en cours. Ce qui est fait est conservé et peut être repris.</translation>
    </message>
    <message>
        <source>Stopping after the tiles in work…</source>
        <translation>Arrêt après les tuiles en cours…</translation>
    </message>
    <message>
        <source>The reasons stand below. Continue tries them again.</source>
        <translation>Les raisons figurent ci-dessous. Continuer les tente de nouveau.</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} en échec</translation>
    </message>
    <message>
        <source>{done} of {total} rasters</source>
        <translation>{done} rasters sur {total}</translation>
    </message>
    <message>
        <source>{done} of {total} tiles</source>
        <translation>{done} tuiles sur {total}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>encore {time}</translation>
    </message>
</context>
<context>
    <name>JobTexts</name>
    <message>
        <source>Checking the catalog</source>
        <translation>Vérification du catalogue</translation>
    </message>
    <message>
        <source>Comparing dates</source>
        <translation>Comparaison des dates</translation>
    </message>
    <message numerus="yes">
        <source>Comparing dates is done: %Ln tiles.</source>
        <translation>
            <numerusform>La comparaison des dates est terminée&#xa0;: %Ln tuile.</numerusform>
            <numerusform>La comparaison des dates est terminée&#xa0;: %Ln tuiles.</numerusform>
        </translation>
    </message>
    <message>
        <source>Embedding anew</source>
        <translation>Nouvelle vectorisation</translation>
    </message>
    <message numerus="yes">
        <source>Embedding anew is done: %Ln texts.</source>
        <translation>
            <numerusform>La nouvelle vectorisation est terminée&#xa0;: %Ln texte.</numerusform>
            <numerusform>La nouvelle vectorisation est terminée&#xa0;: %Ln textes.</numerusform>
        </translation>
    </message>
    <message>
        <source>Fetching the model</source>
        <translation>Obtention du modèle</translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation>Indexation</translation>
    </message>
    <message numerus="yes">
        <source>Indexing is done: %Ln tiles.</source>
        <translation>
            <numerusform>L&apos;indexation est terminée&#xa0;: %Ln tuile.</numerusform>
            <numerusform>L&apos;indexation est terminée&#xa0;: %Ln tuiles.</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking again</source>
        <translation>Nouveau regard</translation>
    </message>
    <message numerus="yes">
        <source>Looking again is done: %Ln tiles.</source>
        <translation>
            <numerusform>Le nouveau regard est terminé&#xa0;: %Ln tuile.</numerusform>
            <numerusform>Le nouveau regard est terminé&#xa0;: %Ln tuiles.</numerusform>
        </translation>
    </message>
    <message>
        <source>Some rasters or tiles failed.</source>
        <translation>Des rasters ou des tuiles ont échoué.</translation>
    </message>
    <message numerus="yes">
        <source>The catalog has %Ln faults.</source>
        <translation>
            <numerusform>Le catalogue a %Ln défaut.</numerusform>
            <numerusform>Le catalogue a %Ln défauts.</numerusform>
        </translation>
    </message>
    <message>
        <source>The catalog is sound.</source>
        <translation>Le catalogue est en ordre.</translation>
    </message>
    <message>
        <source>The engine ended.</source>
        <translation>Le moteur s&apos;est arrêté.</translation>
    </message>
    <message>
        <source>Tilescribe: checking {name}</source>
        <translation>Tilescribe&#xa0;: vérification de {name}</translation>
    </message>
    <message>
        <source>Tilescribe: comparing dates of {name}</source>
        <translation>Tilescribe&#xa0;: comparaison des dates de {name}</translation>
    </message>
    <message>
        <source>Tilescribe: embedding {name} anew</source>
        <translation>Tilescribe&#xa0;: nouvelle vectorisation de {name}</translation>
    </message>
    <message>
        <source>Tilescribe: fetching a model</source>
        <translation>Tilescribe&#xa0;: obtention d&apos;un modèle</translation>
    </message>
    <message>
        <source>Tilescribe: indexing {name}</source>
        <translation>Tilescribe&#xa0;: indexation de {name}</translation>
    </message>
    <message>
        <source>Tilescribe: looking again at {name}</source>
        <translation>Tilescribe&#xa0;: nouveau regard sur {name}</translation>
    </message>
    <message>
        <source>{model} is here now.</source>
        <translation>{model} est là maintenant.</translation>
    </message>
    <message>
        <source>{model} is on this computer now. Licence: {licence}</source>
        <translation>{model} est maintenant sur cet ordinateur. Licence&#xa0;: {licence}</translation>
    </message>
    <message>
        <source>{work} failed.</source>
        <translation>{work}&#xa0;: échec.</translation>
    </message>
    <message>
        <source>{work} failed. {reason}</source>
        <translation>{work}&#xa0;: échec. {reason}</translation>
    </message>
    <message>
        <source>{work} is done, but some rasters or tiles failed ({count}). The reasons stand under Catalogs.</source>
        <translation>{work}&#xa0;: terminé, mais des rasters ou des tuiles ont échoué ({count}). Les raisons figurent sous Catalogues.</translation>
    </message>
    <message>
        <source>{work} was interrupted.</source>
        <translation>{work}&#xa0;: interrompu.</translation>
    </message>
    <message>
        <source>{work} was stopped.</source>
        <translation>{work}&#xa0;: arrêté.</translation>
    </message>
    <message>
        <source>{work} was stopped. What is done is kept; Continue goes on.</source>
        <translation>{work}&#xa0;: arrêté. Ce qui est fait est conservé&#xa0;; Continuer reprend.</translation>
    </message>
</context>
<context>
    <name>JudgeButtons</name>
    <message>
        <source>Confirm</source>
        <translation>Confirmer</translation>
    </message>
    <message>
        <source>Note (N)</source>
        <translation>Note (N)</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rejeter</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Incertaine</translation>
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
        <translation>Confirmée</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>Notée</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejetée</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Incertaine</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>quelqu&apos;un</translation>
    </message>
    <message>
        <source>you</source>
        <translation>vous</translation>
    </message>
    <message>
        <source>{count} confirmed</source>
        <translation>{count} confirmées</translation>
    </message>
    <message>
        <source>{count} rejected</source>
        <translation>{count} rejetées</translation>
    </message>
    <message>
        <source>{count} unseen</source>
        <translation>{count} non vues</translation>
    </message>
    <message>
        <source>{count} unsure</source>
        <translation>{count} incertaines</translation>
    </message>
    <message>
        <source>{verdict} ({grade})</source>
        <translation>{verdict} ({grade})</translation>
    </message>
    <message>
        <source>{verdict} by {author}</source>
        <translation>{verdict} par {author}</translation>
    </message>
    <message>
        <source>{verdict} by {author}, {moment}</source>
        <translation>{verdict} par {author}, {moment}</translation>
    </message>
</context>
<context>
    <name>JudgingOptions</name>
    <message>
        <source>From the lowest to the highest, separated by commas, nine at most: the keys 1 to 9. The first one rejects a tile, the others confirm it.</source>
        <translation>Du plus bas au plus haut, séparés par des virgules, neuf au plus&#xa0;: les touches 1 à 9. Le premier rejette une tuile, les autres la confirment.</translation>
    </message>
    <message>
        <source>Grades</source>
        <translation>Degrés</translation>
    </message>
    <message>
        <source>Judging</source>
        <translation>Jugement</translation>
    </message>
    <message>
        <source>Tiles are judged by</source>
        <translation>Les tuiles sont jugées par</translation>
    </message>
    <message>
        <source>Under this name your judgements are kept and shown to others.</source>
        <translation>Sous ce nom, vos jugements sont gardés et montrés aux autres.</translation>
    </message>
    <message>
        <source>Yes or no: confirm, reject, unsure</source>
        <translation>Oui ou non&#xa0;: confirmer, rejeter, incertaine</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Votre nom</translation>
    </message>
</context>
<context>
    <name>LargePictures</name>
    <message>
        <source>The picture cannot be read.</source>
        <translation>L&apos;image ne peut pas être lue.</translation>
    </message>
</context>
<context>
    <name>LayerExport</name>
    <message>
        <source>The file could not be written. {reason}</source>
        <translation>Le fichier n&apos;a pas pu être écrit. {reason}</translation>
    </message>
    <message>
        <source>The layer was removed before {name} was written.</source>
        <translation>La couche a été retirée avant que {name} ne soit écrit.</translation>
    </message>
    <message>
        <source>{name} does not say in which format to write. Give it an ending such as .gpkg, .csv or .geojson.</source>
        <translation>{name} ne dit pas dans quel format écrire. Donnez-lui une extension comme .gpkg, .csv ou .geojson.</translation>
    </message>
    <message>
        <source>{name} is a catalog of Tilescribe. Choose another file for the results.</source>
        <translation>{name} est un catalogue de Tilescribe. Choisissez un autre fichier pour les résultats.</translation>
    </message>
    <message>
        <source>{name} is a database that exists already. Choose another name.</source>
        <translation>{name} est une base de données qui existe déjà. Choisissez un autre nom.</translation>
    </message>
</context>
<context>
    <name>LayerMenu</name>
    <message>
        <source>Add to Tilescribe catalog…</source>
        <translation>Ajouter au catalogue Tilescribe…</translation>
    </message>
</context>
<context>
    <name>MapBook</name>
    <message>
        <source>Map book</source>
        <translation>Livre de cartes</translation>
    </message>
</context>
<context>
    <name>MapJudging</name>
    <message>
        <source>None of the results lies here.</source>
        <translation>Aucun des résultats ne se trouve ici.</translation>
    </message>
</context>
<context>
    <name>MarkEditor</name>
    <message numerus="yes">
        <source>%Ln tiles were judged elsewhere since, and stay as they are.</source>
        <translation>
            <numerusform>%Ln tuile a été jugée ailleurs depuis et reste telle quelle.</numerusform>
            <numerusform>%Ln tuiles ont été jugées ailleurs depuis et restent telles quelles.</numerusform>
        </translation>
    </message>
    <message>
        <source>Confirm {count} tiles</source>
        <translation>Confirmer {count} tuiles</translation>
    </message>
    <message>
        <source>Confirm “{tile}”</source>
        <translation>Confirmer «&#xa0;{tile}&#xa0;»</translation>
    </message>
    <message>
        <source>Correct “{tile}”</source>
        <translation>Corriger «&#xa0;{tile}&#xa0;»</translation>
    </message>
    <message>
        <source>Grade {count} tiles as {grade}</source>
        <translation>Classer {count} tuiles comme {grade}</translation>
    </message>
    <message>
        <source>Grade “{tile}” as {grade}</source>
        <translation>Classer «&#xa0;{tile}&#xa0;» comme {grade}</translation>
    </message>
    <message>
        <source>Note on “{tile}”</source>
        <translation>Note sur «&#xa0;{tile}&#xa0;»</translation>
    </message>
    <message>
        <source>Reject {count} tiles</source>
        <translation>Rejeter {count} tuiles</translation>
    </message>
    <message>
        <source>Reject “{tile}”</source>
        <translation>Rejeter «&#xa0;{tile}&#xa0;»</translation>
    </message>
    <message>
        <source>Remove the note on “{tile}”</source>
        <translation>Retirer la note sur «&#xa0;{tile}&#xa0;»</translation>
    </message>
    <message>
        <source>Take back the judgement of “{tile}”</source>
        <translation>Retirer le jugement de «&#xa0;{tile}&#xa0;»</translation>
    </message>
    <message>
        <source>Take back {count} judgements</source>
        <translation>Retirer {count} jugements</translation>
    </message>
    <message>
        <source>Unsure about {count} tiles</source>
        <translation>Doute sur {count} tuiles</translation>
    </message>
    <message>
        <source>Unsure about “{tile}”</source>
        <translation>Doute sur «&#xa0;{tile}&#xa0;»</translation>
    </message>
    <message>
        <source>What you wrote is kept as a draft.</source>
        <translation>Ce que vous avez écrit est conservé comme brouillon.</translation>
    </message>
</context>
<context>
    <name>MarkWriter</name>
    <message>
        <source>{count} judgements could not be written when the window was closed: {reason}</source>
        <translation>{count} jugements n&apos;ont pas pu être écrits à la fermeture de la fenêtre&#xa0;: {reason}</translation>
    </message>
</context>
<context>
    <name>MessageLog</name>
    <message>
        <source>The engine is ready.</source>
        <translation>Le moteur est prêt.</translation>
    </message>
</context>
<context>
    <name>MessageOverlay</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>MissingRastersNotice</name>
    <message>
        <source>Rasters that are not where they were: {count}. Add them from their new place.</source>
        <translation>Rasters qui ne sont plus à leur place&#xa0;: {count}. Ajoutez-les depuis leur nouvel emplacement.</translation>
    </message>
    <message>
        <source>Take out…</source>
        <translation>Retirer…</translation>
    </message>
    <message>
        <source>Take them out of the catalog, with their descriptions? Marks and corrections are kept; no file is deleted.</source>
        <translation>Les retirer du catalogue, avec leurs descriptions&#xa0;? Les marques et corrections sont conservées&#xa0;; aucun fichier n&apos;est supprimé.</translation>
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
        <translation>Confirmée</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>Notée</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejetée</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Incertaine</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>sans nom</translation>
    </message>
    <message>
        <source>you</source>
        <translation>vous</translation>
    </message>
    <message>
        <source>{count} confirmed</source>
        <translation>{count} confirmées</translation>
    </message>
    <message>
        <source>{count} disputed</source>
        <translation>{count} contestées</translation>
    </message>
    <message>
        <source>{count} noted</source>
        <translation>{count} notées</translation>
    </message>
    <message>
        <source>{count} rejected</source>
        <translation>{count} rejetées</translation>
    </message>
    <message>
        <source>{count} unseen</source>
        <translation>{count} non vues</translation>
    </message>
    <message>
        <source>{count} unsure</source>
        <translation>{count} incertaines</translation>
    </message>
    <message>
        <source>{shown} of {total} marks: {counts}</source>
        <translation>{shown} marques sur {total}&#xa0;: {counts}</translation>
    </message>
</context>
<context>
    <name>MissionActions</name>
    <message>
        <source>Ask “{question}” again</source>
        <translation>Redemander «&#xa0;{question}&#xa0;»</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirmer</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Suppr</translation>
    </message>
    <message>
        <source>Describe</source>
        <translation>Décrire</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Degré</translation>
    </message>
    <message>
        <source>Judge {count} places</source>
        <translation>Juger {count} lieux</translation>
    </message>
    <message>
        <source>Judge “{tile}”</source>
        <translation>Juger «&#xa0;{tile}&#xa0;»</translation>
    </message>
    <message>
        <source>Note on “{tile}”</source>
        <translation>Note sur «&#xa0;{tile}&#xa0;»</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>Note…</translation>
    </message>
    <message>
        <source>Open its question again</source>
        <translation>Rouvrir sa question</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rejeter</translation>
    </message>
    <message>
        <source>Take back the mark of “{tile}”</source>
        <translation>Retirer la marque de «&#xa0;{tile}&#xa0;»</translation>
    </message>
    <message>
        <source>Take back {count} marks</source>
        <translation>Retirer {count} marques</translation>
    </message>
    <message>
        <source>Take my mark back</source>
        <translation>Retirer ma marque</translation>
    </message>
    <message>
        <source>Take the confirmation back</source>
        <translation>Retirer la confirmation</translation>
    </message>
    <message>
        <source>Take the rejection back</source>
        <translation>Retirer le rejet</translation>
    </message>
    <message>
        <source>Take “unsure” back</source>
        <translation>Retirer «&#xa0;incertaine&#xa0;»</translation>
    </message>
    <message>
        <source>There is no mark of yours on what is selected.</source>
        <translation>Il n&apos;y a aucune marque de vous sur ce qui est sélectionné.</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Incertaine</translation>
    </message>
    <message>
        <source>Zoom to</source>
        <translation>Zoomer</translation>
    </message>
    <message>
        <source>{count} places that you judged otherwise stay as they are. Select one alone to change it.</source>
        <translation>{count} lieux que vous avez jugés autrement restent comme ils sont. Sélectionnez-en un seul pour le changer.</translation>
    </message>
</context>
<context>
    <name>MissionExport</name>
    <message>
        <source>Confirmed only</source>
        <translation>Confirmées seulement</translation>
    </message>
    <message>
        <source>Everything listed</source>
        <translation>Tout ce qui est listé</translation>
    </message>
    <message>
        <source>Export places…</source>
        <translation>Exporter des lieux…</translation>
    </message>
    <message>
        <source>Map book…</source>
        <translation>Livre de cartes…</translation>
    </message>
    <message>
        <source>PDF report…</source>
        <translation>Rapport PDF…</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>Sélectionnées</translation>
    </message>
    <message>
        <source>Web page…</source>
        <translation>Page web…</translation>
    </message>
</context>
<context>
    <name>MissionFilters</name>
    <message>
        <source>All</source>
        <translation>Tous</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Auteur</translation>
    </message>
    <message>
        <source>Author:</source>
        <translation>Auteur&#xa0;:</translation>
    </message>
    <message>
        <source>Filters of the mission list</source>
        <translation>Filtres de la liste de mission</translation>
    </message>
    <message>
        <source>Grade:</source>
        <translation>Degré&#xa0;:</translation>
    </message>
    <message>
        <source>Judgement:</source>
        <translation>Jugement&#xa0;:</translation>
    </message>
    <message>
        <source>Label:</source>
        <translation>Étiquette&#xa0;:</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Derniers</translation>
    </message>
    <message>
        <source>List only what has all of these words (Ctrl+F)</source>
        <translation>Ne lister que ce qui a tous ces mots (Ctrl+F)</translation>
    </message>
    <message>
        <source>Notes, places, questions, people</source>
        <translation>Notes, lieux, questions, personnes</translation>
    </message>
    <message>
        <source>Only what the map shows</source>
        <translation>Seulement ce que montre la carte</translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation>Ordre de la liste</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lieu</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Question:</source>
        <translation>Question&#xa0;:</translation>
    </message>
    <message>
        <source>Take all filters away</source>
        <translation>Retirer tous les filtres</translation>
    </message>
    <message>
        <source>The map shows no place on Earth: set the project&apos;s CRS.</source>
        <translation>La carte ne montre aucun lieu de la Terre&#xa0;: définissez le SCR du projet.</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Verdict</translation>
    </message>
</context>
<context>
    <name>MissionLayer</name>
    <message>
        <source>Acquired</source>
        <translation>Acquis</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Auteur</translation>
    </message>
    <message>
        <source>Catalog</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Compté</translation>
    </message>
    <message>
        <source>Drawn and counted</source>
        <translation>Dessiné et compté</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Degré</translation>
    </message>
    <message>
        <source>Judged at</source>
        <translation>Jugé le</translation>
    </message>
    <message>
        <source>Judged differently</source>
        <translation>Jugé différemment</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>Mission list</source>
        <translation>Liste de mission</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Raster</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Forme</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Résumé</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>Tuile</translation>
    </message>
    <message>
        <source>Tile size (m)</source>
        <translation>Taille de tuile (m)</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Verdict</translation>
    </message>
</context>
<context>
    <name>MissionModel</name>
    <message>
        <source>Asked: {question}</source>
        <translation>Demandé&#xa0;: {question}</translation>
    </message>
    <message>
        <source>Others judge this place differently.</source>
        <translation>D&apos;autres jugent ce lieu différemment.</translation>
    </message>
    <message>
        <source>The catalog has no tile of this place now; the mark is kept.</source>
        <translation>Le catalogue n&apos;a plus de tuile de ce lieu&#xa0;; la marque est gardée.</translation>
    </message>
</context>
<context>
    <name>MissionPage</name>
    <message>
        <source>A layer that shows what the list shows</source>
        <translation>Une couche qui montre ce que montre la liste</translation>
    </message>
    <message>
        <source>All open catalogs ({count})</source>
        <translation>Tous les catalogues ouverts ({count})</translation>
    </message>
    <message>
        <source>Catalogs of the mission list</source>
        <translation>Catalogues de la liste de mission</translation>
    </message>
    <message>
        <source>Export places of the mission list</source>
        <translation>Exporter des lieux de la liste de mission</translation>
    </message>
    <message>
        <source>Mission {name}</source>
        <translation>Mission {name}</translation>
    </message>
    <message>
        <source>No catalog</source>
        <translation>Aucun catalogue</translation>
    </message>
    <message>
        <source>No catalog is in use. Ask a question, or choose a catalog first.</source>
        <translation>Aucun catalogue n&apos;est utilisé. Posez une question, ou choisissez d&apos;abord un catalogue.</translation>
    </message>
    <message>
        <source>No mark is like these filters: {count} are hidden.</source>
        <translation>Aucune marque ne répond à ces filtres&#xa0;: {count} sont masquées.</translation>
    </message>
    <message>
        <source>Not saved, but kept as a draft: the next note on this tile goes on with it.</source>
        <translation>Non enregistré, mais gardé comme brouillon&#xa0;: la prochaine note sur cette tuile le reprend.</translation>
    </message>
    <message>
        <source>Nothing is judged yet. What you and others confirm (C), reject (R) or are unsure about (U) is listed here, over all questions.</source>
        <translation>Rien n&apos;est encore jugé. Ce que vous et d&apos;autres confirmez (C), rejetez (R) ou trouvez incertain (U) est listé ici, pour toutes les questions.</translation>
    </message>
    <message>
        <source>Places are counted, however many people judged them alike; disputed ones once, as disputed.</source>
        <translation>Les lieux sont comptés, quel que soit le nombre de personnes qui les ont jugés de même&#xa0;; les contestés une fois, comme contestés.</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>Montrer sur la carte</translation>
    </message>
    <message>
        <source>Take all filters away</source>
        <translation>Retirer tous les filtres</translation>
    </message>
    <message>
        <source>The engine does not run yet. It starts with the first question.</source>
        <translation>Le moteur ne fonctionne pas encore. Il démarre à la première question.</translation>
    </message>
    <message>
        <source>The layer “Mission list” shows what was drawn.</source>
        <translation>La couche «&#xa0;Liste de mission&#xa0;» montre ce qui a été dessiné.</translation>
    </message>
    <message>
        <source>The marks of {name} cannot be read now: {reason}</source>
        <translation>Les marques de {name} ne peuvent pas être lues pour l&apos;instant&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>Unseen: results of the present question that nobody has judged.</source>
        <translation>Non vus&#xa0;: résultats de la question présente que personne n&apos;a jugés.</translation>
    </message>
</context>
<context>
    <name>MissionView</name>
    <message>
        <source>Mission list</source>
        <translation>Liste de mission</translation>
    </message>
</context>
<context>
    <name>NotePanel</name>
    <message>
        <source>Discard</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Brouillon</translation>
    </message>
    <message>
        <source>Go back to the text that is saved</source>
        <translation>Revenir au texte enregistré</translation>
    </message>
    <message>
        <source>Leave (Esc)</source>
        <translation>Quitter (Échap)</translation>
    </message>
    <message>
        <source>Save (Ctrl+Enter)</source>
        <translation>Enregistrer (Ctrl+Entrée)</translation>
    </message>
    <message>
        <source>What was changed is kept as a draft</source>
        <translation>Ce qui a été modifié est conservé comme brouillon</translation>
    </message>
</context>
<context>
    <name>OptionsPage</name>
    <message>
        <source>A click on a result</source>
        <translation>Un clic sur un résultat</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Moteur</translation>
    </message>
    <message>
        <source>Forget all questions</source>
        <translation>Oublier toutes les questions</translation>
    </message>
    <message>
        <source>Forgotten</source>
        <translation>Oubliées</translation>
    </message>
    <message>
        <source>Indexing, unless chosen otherwise</source>
        <translation>Indexation, sauf autre choix</translation>
    </message>
    <message>
        <source>Leaves the map where it is</source>
        <translation>Laisse la carte où elle est</translation>
    </message>
    <message>
        <source>Moves the map to it, at the same scale</source>
        <translation>Y déplace la carte, à la même échelle</translation>
    </message>
    <message>
        <source>Questions asked</source>
        <translation>Questions posées</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Recherche</translation>
    </message>
    <message>
        <source>Zooms to it</source>
        <translation>Y zoome</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Before: {date}</source>
        <translation>Avant&#xa0;: {date}</translation>
    </message>
    <message>
        <source>Later: {date}</source>
        <translation>Après&#xa0;: {date}</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>sans date</translation>
    </message>
    <message>
        <source>{raster} (file gone)</source>
        <translation>{raster} (fichier absent)</translation>
    </message>
</context>
<context>
    <name>Product</name>
    <message>
        <source>Acquired</source>
        <translation>Acquis</translation>
    </message>
    <message>
        <source>All places</source>
        <translation>Tous les lieux</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Confirmée</translation>
    </message>
    <message>
        <source>Coordinates (WGS 84)</source>
        <translation>Coordonnées (WGS 84)</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation>Jugé par</translation>
    </message>
    <message>
        <source>MGRS</source>
        <translation>MGRS</translation>
    </message>
    <message>
        <source>Map of all places</source>
        <translation>Carte de tous les lieux</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>Sans date</translation>
    </message>
    <message>
        <source>No layer of the project shows this place.</source>
        <translation>Aucune couche du projet ne montre ce lieu.</translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>Non jugé</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Chiffres</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Autres</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Lieux</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Raster</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejetée</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>The disk is full, or the file was taken away.</source>
        <translation>Le disque est plein, ou le fichier a été enlevé.</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Incertaine</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Ce qui a changé</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>quelqu&apos;un</translation>
    </message>
    <message>
        <source>{number} (continued)</source>
        <translation>{number} (suite)</translation>
    </message>
    <message>
        <source>{path} cannot be written.</source>
        <translation>{path} ne peut pas être écrit.</translation>
    </message>
</context>
<context>
    <name>ProductColumns</name>
    <message>
        <source>Acquired</source>
        <translation>Acquis</translation>
    </message>
    <message>
        <source>Acquired until</source>
        <translation>Acquis jusqu&apos;au</translation>
    </message>
    <message>
        <source>All that is said of it</source>
        <translation>Tout ce qui en est dit</translation>
    </message>
    <message>
        <source>Catalog</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Earlier date</source>
        <translation>Date antérieure</translation>
    </message>
    <message>
        <source>Earlier date until</source>
        <translation>Date antérieure jusqu&apos;au</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Degré</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>Jugé</translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation>Jugé par</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Latitude</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Longitude</translation>
    </message>
    <message>
        <source>MGRS</source>
        <translation>MGRS</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Picture of the earlier date</source>
        <translation>Image de la date antérieure</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Question</translation>
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
        <translation>Raster de la date antérieure</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>Tuile</translation>
    </message>
    <message>
        <source>Tile size (m)</source>
        <translation>Taille de tuile (m)</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Ce qui a changé</translation>
    </message>
    <message>
        <source>What others think of it</source>
        <translation>Ce que d&apos;autres en pensent</translation>
    </message>
</context>
<context>
    <name>ProductDialog</name>
    <message>
        <source>Add it to the project</source>
        <translation>L&apos;ajouter au projet</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Auteur</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Export places</source>
        <translation>Exporter des lieux</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Open it afterwards</source>
        <translation>L&apos;ouvrir ensuite</translation>
    </message>
    <message>
        <source>Open the layout</source>
        <translation>Ouvrir la mise en page</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Lieux</translation>
    </message>
    <message>
        <source>There is no folder {folder}. Choose another one.</source>
        <translation>Il n&apos;y a pas de dossier {folder}. Choisissez-en un autre.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>{name} exists and gets one more layer.</source>
        <translation>{name} existe et reçoit une couche de plus.</translation>
    </message>
    <message>
        <source>{name} exists and will be replaced.</source>
        <translation>{name} existe et sera remplacé.</translation>
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
        <translation>Le fichier n&apos;a pas pu être écrit. {reason}</translation>
    </message>
    <message>
        <source>There is no place to write. Confirm some with C, or choose everything that is shown.</source>
        <translation>Il n&apos;y a aucun lieu à écrire. Confirmez-en avec C, ou choisissez tout ce qui est montré.</translation>
    </message>
</context>
<context>
    <name>ProductFormats</name>
    <message>
        <source>A cover, then a page for each place.</source>
        <translation>Une couverture, puis une page par lieu.</translation>
    </message>
    <message>
        <source>A drawing: the geometry without notes or other attributes.</source>
        <translation>Un dessin&#xa0;: la géométrie sans notes ni autres attributs.</translation>
    </message>
    <message>
        <source>A print layout in this project, with an atlas over the places, which are kept in a GeoPackage.</source>
        <translation>Une mise en page dans ce projet, avec un atlas des lieux, qui sont gardés dans un GeoPackage.</translation>
    </message>
    <message>
        <source>A table with coordinates, without the geometry.</source>
        <translation>Un tableau avec les coordonnées, sans la géométrie.</translation>
    </message>
    <message>
        <source>A table with longitude, latitude and MGRS, and the geometry as text.</source>
        <translation>Un tableau avec longitude, latitude et MGRS, et la géométrie en texte.</translation>
    </message>
    <message>
        <source>Cuts texts to 254 bytes; lines and points that were drawn go to files of their own.</source>
        <translation>Coupe les textes à 254 octets&#xa0;; les lignes et points dessinés vont dans des fichiers à part.</translation>
    </message>
    <message>
        <source>KMZ for Google Earth</source>
        <translation>KMZ pour Google Earth</translation>
    </message>
    <message>
        <source>Map book</source>
        <translation>Livre de cartes</translation>
    </message>
    <message>
        <source>One file with everything in it, to hand on.</source>
        <translation>Un seul fichier avec tout dedans, à transmettre.</translation>
    </message>
    <message>
        <source>PDF report</source>
        <translation>Rapport PDF</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>Page web</translation>
    </message>
    <message>
        <source>With its style in it; a file that exists gets one more layer.</source>
        <translation>Avec son style dedans&#xa0;; un fichier existant reçoit une couche de plus.</translation>
    </message>
    <message>
        <source>With pictures, notes and colours in it.</source>
        <translation>Avec images, notes et couleurs dedans.</translation>
    </message>
</context>
<context>
    <name>ProductLayers</name>
    <message>
        <source>{title}, drawn</source>
        <translation>{title}, dessiné</translation>
    </message>
    <message>
        <source>{title}, drawn lines</source>
        <translation>{title}, lignes dessinées</translation>
    </message>
    <message>
        <source>{title}, drawn points</source>
        <translation>{title}, points dessinés</translation>
    </message>
    <message>
        <source>{title}, lines</source>
        <translation>{title}, lignes</translation>
    </message>
    <message>
        <source>{title}, points</source>
        <translation>{title}, points</translation>
    </message>
</context>
<context>
    <name>ProductProgress</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Tilescribe</source>
        <translation>Tilescribe</translation>
    </message>
    <message>
        <source>Writing {name}…</source>
        <translation>Écriture de {name}…</translation>
    </message>
</context>
<context>
    <name>ProductWriter</name>
    <message>
        <source>{path} was written but cannot be read.</source>
        <translation>{path} a été écrit mais ne peut pas être lu.</translation>
    </message>
</context>
<context>
    <name>ProgressPage</name>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Copier le rapport</translation>
    </message>
    <message>
        <source>Fetch the installer (uv)</source>
        <translation>Obtenir l&apos;installateur (uv)</translation>
    </message>
    <message>
        <source>Find a Python, or fetch one</source>
        <translation>Trouver ou obtenir un Python</translation>
    </message>
    <message>
        <source>Install PyTorch and the engine</source>
        <translation>Installer PyTorch et le moteur</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Make an environment of its own</source>
        <translation>Créer un environnement à part</translation>
    </message>
    <message>
        <source>On their way: {names}</source>
        <translation>En route&#xa0;: {names}</translation>
    </message>
    <message>
        <source>See that everything loads</source>
        <translation>Vérifier que tout se charge</translation>
    </message>
    <message>
        <source>See what is needed</source>
        <translation>Voir ce qu&apos;il faut</translation>
    </message>
    <message>
        <source>The engine is being set up. QGIS can be used meanwhile.</source>
        <translation>Le moteur s&apos;installe. QGIS reste utilisable.</translation>
    </message>
    <message>
        <source>The set-up is being cancelled. What was downloaded is kept for another try.</source>
        <translation>L&apos;installation est en cours d&apos;annulation. Ce qui a été téléchargé est gardé pour un autre essai.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>What was downloaded is kept; another try goes on from there.</source>
        <translation>Ce qui a été téléchargé est gardé&#xa0;; un autre essai reprend de là.</translation>
    </message>
    <message>
        <source>{amount} QGIS can be used meanwhile.</source>
        <translation>{amount} QGIS reste utilisable pendant ce temps.</translation>
    </message>
</context>
<context>
    <name>QuestionNavigation</name>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Back to “{question}” (Alt+Left)</source>
        <translation>Retour à «&#xa0;{question}&#xa0;» (Alt+Gauche)</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Avancer</translation>
    </message>
    <message>
        <source>Forward to “{question}” (Alt+Right)</source>
        <translation>Avancer à «&#xa0;{question}&#xa0;» (Alt+Droite)</translation>
    </message>
    <message>
        <source>similar tiles</source>
        <translation>tuiles semblables</translation>
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
    <message>
        <source>all</source>
        <translation>tous</translation>
    </message>
    <message>
        <source>{count} single rasters are chosen, and {most} can be. Choose whole folders, a label or dates instead.</source>
        <translation>{count} rasters isolés sont choisis, et {most} peuvent l&apos;être. Choisissez plutôt des dossiers entiers, une étiquette ou des dates.</translation>
    </message>
</context>
<context>
    <name>RasterTableModel</name>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Date from</source>
        <translation>Date tirée de</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>Raster</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>Tuiles</translation>
    </message>
    <message>
        <source>file name</source>
        <translation>nom du fichier</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>sans date</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>balises</translation>
    </message>
    <message>
        <source>you</source>
        <translation>vous</translation>
    </message>
</context>
<context>
    <name>RasterTreeModel</name>
    <message>
        <source>Without a folder</source>
        <translation>Sans dossier</translation>
    </message>
</context>
<context>
    <name>ReembedDialog</name>
    <message>
        <source>As the model prefers</source>
        <translation>Comme le modèle préfère</translation>
    </message>
    <message>
        <source>Embed the texts anew</source>
        <translation>Vectoriser à nouveau les textes</translation>
    </message>
    <message>
        <source>Embedder</source>
        <translation>Vectoriseur</translation>
    </message>
    <message>
        <source>Gives every text a vector of another embedder. Nothing is described again.</source>
        <translation>Donne à chaque texte un vecteur d&apos;un autre vectoriseur. Rien n&apos;est décrit à nouveau.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Démarrer</translation>
    </message>
</context>
<context>
    <name>ResultHints</name>
    <message>
        <source>Dates or labels of rasters have changed since.</source>
        <translation>Des dates ou étiquettes de rasters ont changé depuis.</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Chercher à nouveau</translation>
    </message>
    <message>
        <source>The filters have changed since.</source>
        <translation>Les filtres ont changé depuis.</translation>
    </message>
    <message>
        <source>The map shows none of the results.</source>
        <translation>La carte ne montre aucun des résultats.</translation>
    </message>
    <message>
        <source>Zoom to all</source>
        <translation>Zoomer sur tous</translation>
    </message>
</context>
<context>
    <name>ResultLayer</name>
    <message>
        <source>Acquired</source>
        <translation>Acquis</translation>
    </message>
    <message>
        <source>Acquired from {first} to {last}.</source>
        <translation>Acquis du {first} au {last}.</translation>
    </message>
    <message>
        <source>Acquired until</source>
        <translation>Acquis jusqu&apos;au</translation>
    </message>
    <message>
        <source>Asked {moment}; question and descriptions compared with {model}.</source>
        <translation>Demandé {moment}&#xa0;; question et descriptions comparées avec {model}.</translation>
    </message>
    <message>
        <source>Catalog: {path}</source>
        <translation>Catalogue&#xa0;: {path}</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Confirmée</translation>
    </message>
    <message>
        <source>Date and label</source>
        <translation>Date et étiquette</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>File is there</source>
        <translation>Le fichier est là</translation>
    </message>
    <message>
        <source>Found by words or picture</source>
        <translation>Trouvé par les mots ou l&apos;image</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Degré</translation>
    </message>
    <message>
        <source>Grade: %1</source>
        <translation>Degré&#xa0;: %1</translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation>Jugé par</translation>
    </message>
    <message>
        <source>Judged by others</source>
        <translation>Jugé par d&apos;autres</translation>
    </message>
    <message>
        <source>Labels: {labels}.</source>
        <translation>Étiquettes&#xa0;: {labels}.</translation>
    </message>
    <message>
        <source>Matched words</source>
        <translation>Mots correspondants</translation>
    </message>
    <message>
        <source>Matching description</source>
        <translation>Description correspondante</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>Note&#xa0;: %1</translation>
    </message>
    <message>
        <source>Only within an area.</source>
        <translation>Seulement dans une zone.</translation>
    </message>
    <message>
        <source>Other date of the place</source>
        <translation>Autre date du lieu</translation>
    </message>
    <message>
        <source>Question: {question}</source>
        <translation>Question&#xa0;: {question}</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Rank value of the closer look</source>
        <translation>Valeur de rang de l&apos;examen rapproché</translation>
    </message>
    <message>
        <source>Raster</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Rasters: {names}.</source>
        <translation>Rasters&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejetée</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Score of at least {score}.</source>
        <translation>Score d&apos;au moins {score}.</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Résumé</translation>
    </message>
    <message>
        <source>The layer {name} did not take the change, which the catalog keeps: {reason}</source>
        <translation>La couche {name} n&apos;a pas pris la modification, que le catalogue garde&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>Tuile</translation>
    </message>
    <message>
        <source>Tile size (m)</source>
        <translation>Taille de tuile (m)</translation>
    </message>
    <message>
        <source>Tile sizes: {sizes}.</source>
        <translation>Tailles de tuile&#xa0;: {sizes}.</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Incertaine</translation>
    </message>
    <message>
        <source>Valid share</source>
        <translation>Part valide</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>What speaks against it</source>
        <translation>Ce qui s&apos;y oppose</translation>
    </message>
    <message>
        <source>the file may not be written</source>
        <translation>le fichier ne peut pas être écrit</translation>
    </message>
    <message>
        <source>{found} of {candidates} tiles.</source>
        <translation>{found} tuiles sur {candidates}.</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>Other dates: {dates}</source>
        <translation>Autres dates&#xa0;: {dates}</translation>
    </message>
    <message>
        <source>by its picture</source>
        <translation>par son image</translation>
    </message>
    <message>
        <source>{raster} (file gone)</source>
        <translation>{raster} (fichier absent)</translation>
    </message>
</context>
<context>
    <name>ResultsHeader</name>
    <message numerus="yes">
        <source>%Ln rasters without a date left out</source>
        <translation>
            <numerusform>%Ln raster sans date laissé de côté</numerusform>
            <numerusform>%Ln rasters sans date laissés de côté</numerusform>
        </translation>
    </message>
    <message>
        <source>A click leaves the map as it is</source>
        <translation>Un clic laisse la carte comme elle est</translation>
    </message>
    <message>
        <source>A click moves the map to the tile</source>
        <translation>Un clic déplace la carte vers la tuile</translation>
    </message>
    <message>
        <source>A click zooms to the tile</source>
        <translation>Un clic zoome sur la tuile</translation>
    </message>
    <message>
        <source>Export places…</source>
        <translation>Exporter des lieux…</translation>
    </message>
    <message>
        <source>Heat map of this question as a layer…</source>
        <translation>Carte de chaleur de cette question en couche…</translation>
    </message>
    <message>
        <source>Keep these results: the next question makes another layer</source>
        <translation>Garder ces résultats&#xa0;: la prochaine question crée une autre couche</translation>
    </message>
    <message>
        <source>Keep this layer in a GeoPackage…</source>
        <translation>Garder cette couche dans un GeoPackage…</translation>
    </message>
    <message>
        <source>Map book…</source>
        <translation>Livre de cartes…</translation>
    </message>
    <message>
        <source>PDF report…</source>
        <translation>Rapport PDF…</translation>
    </message>
    <message>
        <source>Read as: {reading}</source>
        <translation>Lu comme&#xa0;: {reading}</translation>
    </message>
    <message>
        <source>Save or export these results</source>
        <translation>Enregistrer ou exporter ces résultats</translation>
    </message>
    <message>
        <source>Search here</source>
        <translation>Chercher ici</translation>
    </message>
    <message>
        <source>The layer was removed: show these results on the map again</source>
        <translation>La couche a été retirée&#xa0;: montrer à nouveau ces résultats sur la carte</translation>
    </message>
    <message>
        <source>The map has moved since: search what it shows now</source>
        <translation>La carte a bougé depuis&#xa0;: chercher dans ce qu&apos;elle montre maintenant</translation>
    </message>
    <message>
        <source>Web page…</source>
        <translation>Page web…</translation>
    </message>
    <message>
        <source>What a click on a result does</source>
        <translation>Ce que fait un clic sur un résultat</translation>
    </message>
    <message>
        <source>less like {count}</source>
        <translation>moins comme {count}</translation>
    </message>
    <message>
        <source>more like {count}</source>
        <translation>plus comme {count}</translation>
    </message>
    <message>
        <source>similar to tile {number}</source>
        <translation>semblables à la tuile {number}</translation>
    </message>
    <message>
        <source>{count} looked at closer</source>
        <translation>{count} examinées de près</translation>
    </message>
    <message>
        <source>{found} of {candidates} tiles</source>
        <translation>{found} tuiles sur {candidates}</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>Rank {rank}, score {score}: {heading}</source>
        <translation>Rang {rank}, score {score}&#xa0;: {heading}</translation>
    </message>
</context>
<context>
    <name>ResultsOutput</name>
    <message>
        <source>Confirmed only</source>
        <translation>Confirmées seulement</translation>
    </message>
    <message>
        <source>Everything shown</source>
        <translation>Tout ce qui est montré</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Save the results</source>
        <translation>Enregistrer les résultats</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>Sélectionnées</translation>
    </message>
    <message>
        <source>The layer is being edited. Save or discard your edits, then save the results.</source>
        <translation>La couche est en cours d&apos;édition. Enregistrez ou abandonnez vos modifications, puis enregistrez les résultats.</translation>
    </message>
    <message>
        <source>The results were saved, but {path} took no style.</source>
        <translation>Les résultats ont été enregistrés, mais {path} n&apos;a pris aucun style.</translation>
    </message>
    <message>
        <source>{path} was written but cannot be read.</source>
        <translation>{path} a été écrit mais ne peut pas être lu.</translation>
    </message>
</context>
<context>
    <name>SearchDock</name>
    <message>
        <source>Catalogs</source>
        <translation>Catalogues</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Moteur</translation>
    </message>
    <message>
        <source>Mission</source>
        <translation>Mission</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Recherche</translation>
    </message>
    <message>
        <source>Tilescribe</source>
        <translation>Tilescribe</translation>
    </message>
    <message>
        <source>Written to &lt;a href=&quot;{url}&quot;&gt;{path}&lt;/a&gt;</source>
        <translation>Écrit dans &lt;a href=&quot;{url}&quot;&gt;{path}&lt;/a&gt;</translation>
    </message>
</context>
<context>
    <name>SearchLine</name>
    <message>
        <source>Asks what is different from the date before. Without a question, shows what has changed most.</source>
        <translation>Demande ce qui diffère de la date précédente. Sans question, montre ce qui a le plus changé.</translation>
    </message>
    <message>
        <source>Describe in plain words what can be seen. The arrow down shows earlier questions.</source>
        <translation>Décrivez en mots simples ce qui se voit. La flèche vers le bas montre les questions précédentes.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Recherche</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>What are you looking for in {catalog}?</source>
        <translation>Que cherchez-vous dans {catalog}&#xa0;?</translation>
    </message>
    <message>
        <source>What are you looking for?</source>
        <translation>Que cherchez-vous&#xa0;?</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Ce qui a changé</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Describe a place: click it on the map</source>
        <translation>Décrire un lieu&#xa0;: cliquez-le sur la carte</translation>
    </message>
    <message>
        <source>Find places like one: click it on the map</source>
        <translation>Trouver des lieux semblables&#xa0;: cliquez sur la carte</translation>
    </message>
    <message>
        <source>Judge on the map: click a result, then press C, R, U or N</source>
        <translation>Juger sur la carte&#xa0;: cliquez un résultat, puis appuyez sur C, R, U ou N</translation>
    </message>
    <message>
        <source>Like tile {number}</source>
        <translation>Comme la tuile {number}</translation>
    </message>
    <message>
        <source>What has changed most</source>
        <translation>Ce qui a le plus changé</translation>
    </message>
    <message>
        <source>buildings along a road</source>
        <translation>des bâtiments le long d&apos;une route</translation>
    </message>
    <message>
        <source>fields without houses</source>
        <translation>des champs sans maisons</translation>
    </message>
    <message>
        <source>water beside trees</source>
        <translation>de l&apos;eau à côté d&apos;arbres</translation>
    </message>
</context>
<context>
    <name>SecondCanvas</name>
    <message>
        <source>Other date</source>
        <translation>Autre date</translation>
    </message>
</context>
<context>
    <name>SetupOptionsPanel</name>
    <message>
        <source>A Python that has Tilescribe</source>
        <translation>Un Python qui a Tilescribe</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>As fits this computer</source>
        <translation>Selon cet ordinateur</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Connecter</translation>
    </message>
    <message>
        <source>Connect to a running engine</source>
        <translation>Se connecter à un moteur en marche</translation>
    </message>
    <message>
        <source>Folder of wheels</source>
        <translation>Dossier de wheels</translation>
    </message>
    <message>
        <source>For an NVIDIA card (3.5 GB to download)</source>
        <translation>Pour une carte NVIDIA (3,5 Go à télécharger)</translation>
    </message>
    <message>
        <source>For the processor (smaller)</source>
        <translation>Pour le processeur (plus petit)</translation>
    </message>
    <message>
        <source>Found, or downloaded</source>
        <translation>Trouvé ou téléchargé</translation>
    </message>
    <message>
        <source>From the internet</source>
        <translation>Depuis internet</translation>
    </message>
    <message>
        <source>How the engine is set up</source>
        <translation>Comment le moteur s&apos;installe</translation>
    </message>
    <message>
        <source>Interpreter</source>
        <translation>Interpréteur</translation>
    </message>
    <message>
        <source>Kept for this session only</source>
        <translation>Gardé pour cette session seulement</translation>
    </message>
    <message>
        <source>Mirror of Pythons</source>
        <translation>Miroir de Pythons</translation>
    </message>
    <message>
        <source>Only asked where this computer has no Python that the engine can use</source>
        <translation>Utilisé seulement si cet ordinateur n&apos;a pas de Python que le moteur puisse utiliser</translation>
    </message>
    <message>
        <source>Or the file that the engine named when it started</source>
        <translation>Ou le fichier que le moteur a nommé au démarrage</translation>
    </message>
    <message>
        <source>Package index</source>
        <translation>Index des paquets</translation>
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
        <translation>Jeton</translation>
    </message>
    <message>
        <source>Token file</source>
        <translation>Fichier du jeton</translation>
    </message>
    <message>
        <source>Use an existing interpreter</source>
        <translation>Utiliser un interpréteur existant</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>L&apos;utiliser</translation>
    </message>
</context>
<context>
    <name>SetupPage</name>
    <message>
        <source>A file could not be removed: {reason}</source>
        <translation>Un fichier n&apos;a pas pu être supprimé&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>Another QGIS is setting the engine up. Wait until it has finished.</source>
        <translation>Un autre QGIS installe le moteur. Attendez qu&apos;il ait fini.</translation>
    </message>
    <message>
        <source>Forget this engine? Nothing is deleted.</source>
        <translation>Oublier ce moteur&#xa0;? Rien n&apos;est supprimé.</translation>
    </message>
    <message>
        <source>Remove the engine and everything that was set up for it? Catalogs stay as they are.</source>
        <translation>Supprimer le moteur et tout ce qui a été installé pour lui&#xa0;? Les catalogues restent comme ils sont.</translation>
    </message>
    <message>
        <source>The engine was removed. Catalogs are still there.</source>
        <translation>Le moteur a été supprimé. Les catalogues sont toujours là.</translation>
    </message>
    <message>
        <source>The report was copied to the clipboard. Read it before you send it.</source>
        <translation>Le rapport a été copié dans le presse-papiers. Lisez-le avant de l&apos;envoyer.</translation>
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
        <translation>Installer le moteur de Tilescribe</translation>
    </message>
</context>
<context>
    <name>ShapeDrawer</name>
    <message>
        <source>Click along the line; right click ends, Backspace takes one back, Esc gives up.</source>
        <translation>Cliquez le long de la ligne&#xa0;; clic droit termine, Retour arrière en retire un, Échap abandonne.</translation>
    </message>
    <message>
        <source>Click the corners; right click ends, Backspace takes one back, Esc gives up.</source>
        <translation>Cliquez les sommets&#xa0;; clic droit termine, Retour arrière en retire un, Échap abandonne.</translation>
    </message>
    <message>
        <source>Click the place; Esc gives up.</source>
        <translation>Cliquez le lieu&#xa0;; Échap abandonne.</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Count on “{tile}”</source>
        <translation>Compter sur «&#xa0;{tile}&#xa0;»</translation>
    </message>
    <message>
        <source>Drag corners; double-click a side for a new one; Delete removes one; right click keeps it, Esc leaves it as it was.</source>
        <translation>Faites glisser des sommets&#xa0;; double-clic sur un côté pour un nouveau&#xa0;; Suppr en retire un&#xa0;; clic droit garde, Échap laisse comme c&apos;était.</translation>
    </message>
    <message>
        <source>Draw on “{tile}”</source>
        <translation>Dessiner sur «&#xa0;{tile}&#xa0;»</translation>
    </message>
    <message>
        <source>How many are there on this tile?</source>
        <translation>Combien y en a-t-il sur cette tuile&#xa0;?</translation>
    </message>
    <message>
        <source>Remove the count on “{tile}”</source>
        <translation>Retirer le nombre sur «&#xa0;{tile}&#xa0;»</translation>
    </message>
    <message>
        <source>Remove the drawing on “{tile}”</source>
        <translation>Retirer le dessin sur «&#xa0;{tile}&#xa0;»</translation>
    </message>
    <message>
        <source>Remove {count} drawings</source>
        <translation>Retirer {count} dessins</translation>
    </message>
    <message>
        <source>The drawing lies nowhere on Earth, or on both sides of the 180th meridian. Draw it on one.</source>
        <translation>Le dessin ne se trouve nulle part sur Terre, ou des deux côtés du 180e méridien. Dessinez-le d&apos;un seul.</translation>
    </message>
    <message>
        <source>The map shows no place on Earth. Set the project&apos;s CRS, and try again.</source>
        <translation>La carte ne montre aucun lieu de la Terre. Définissez le SCR du projet, puis réessayez.</translation>
    </message>
    <message>
        <source>The map&apos;s CRS has no such place. Choose another, and try again.</source>
        <translation>Le SCR de la carte n&apos;a pas un tel lieu. Choisissez-en un autre, puis réessayez.</translation>
    </message>
</context>
<context>
    <name>ShapeTool</name>
    <message>
        <source>A line needs two places.</source>
        <translation>Une ligne demande deux points.</translation>
    </message>
    <message>
        <source>A polygon needs three corners that are not in a line.</source>
        <translation>Un polygone demande trois sommets non alignés.</translation>
    </message>
    <message>
        <source>The sides of the polygon cross: move or take back a corner (Backspace).</source>
        <translation>Les côtés du polygone se croisent&#xa0;: déplacez ou retirez un sommet (Retour arrière).</translation>
    </message>
</context>
<context>
    <name>Shapes</name>
    <message>
        <source>Point</source>
        <translation>Point</translation>
    </message>
</context>
<context>
    <name>TileActions</name>
    <message>
        <source>Choose a catalog first.</source>
        <translation>Choisissez d&apos;abord un catalogue.</translation>
    </message>
    <message>
        <source>Describe this place</source>
        <translation>Décrire ce lieu</translation>
    </message>
    <message>
        <source>Describe what the map shows now</source>
        <translation>Décrire ce que la carte montre maintenant</translation>
    </message>
    <message>
        <source>Find places like this</source>
        <translation>Trouver des lieux comme celui-ci</translation>
    </message>
    <message>
        <source>There is no tile of the catalog at this place.</source>
        <translation>Il n&apos;y a pas de tuile du catalogue à cet endroit.</translation>
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
        <translation>Après</translation>
    </message>
    <message>
        <source>After ({date})</source>
        <translation>Après ({date})</translation>
    </message>
    <message>
        <source>Blank: there is nothing to describe.</source>
        <translation>Vide&#xa0;: il n&apos;y a rien à décrire.</translation>
    </message>
    <message>
        <source>Blank: {reason}</source>
        <translation>Vide&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>Corrected by hand</source>
        <translation>Corrigée à la main</translation>
    </message>
    <message>
        <source>Could not be described: {reason}</source>
        <translation>N&apos;a pas pu être décrite&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>Described by the built-in model</source>
        <translation>Décrite par le modèle intégré</translation>
    </message>
    <message>
        <source>Described by {captioner}</source>
        <translation>Décrite par {captioner}</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Mesuré</translation>
    </message>
    <message>
        <source>No summary.</source>
        <translation>Pas de résumé.</translation>
    </message>
    <message>
        <source>Not described yet.</source>
        <translation>Pas encore décrite.</translation>
    </message>
    <message>
        <source>Picture and bands disagree</source>
        <translation>L&apos;image et les bandes se contredisent</translation>
    </message>
    <message>
        <source>Recognised</source>
        <translation>Reconnu</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Parts</translation>
    </message>
    <message>
        <source>There are more tiles here. Zoom in to see them described.</source>
        <translation>Il y a plus de tuiles ici. Zoomez pour les voir décrites.</translation>
    </message>
    <message>
        <source>There is no imagery here.</source>
        <translation>Il n&apos;y a pas d&apos;images ici.</translation>
    </message>
    <message>
        <source>What lowers the score</source>
        <translation>Ce qui abaisse le score</translation>
    </message>
    <message>
        <source>What the tile shows</source>
        <translation>Ce que montre la tuile</translation>
    </message>
    <message>
        <source>described now, not kept</source>
        <translation>décrite maintenant, non conservée</translation>
    </message>
    <message>
        <source>tile {number}</source>
        <translation>tuile {number}</translation>
    </message>
</context>
<context>
    <name>TileDetailsPage</name>
    <message>
        <source>Back to the results</source>
        <translation>Retour aux résultats</translation>
    </message>
    <message>
        <source>Correct the description…</source>
        <translation>Corriger la description…</translation>
    </message>
    <message>
        <source>Find similar</source>
        <translation>Trouver des semblables</translation>
    </message>
    <message>
        <source>Looking at the parts of the tile…</source>
        <translation>Examen des parties de la tuile…</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>The next tile (Right)</source>
        <translation>La tuile suivante (Droite)</translation>
    </message>
    <message>
        <source>The tile before (Left)</source>
        <translation>La tuile précédente (Gauche)</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Où</translation>
    </message>
    <message>
        <source>Where in the tile it matches</source>
        <translation>Où cela correspond dans la tuile</translation>
    </message>
    <message>
        <source>Where “{question}” matches: parts of the tile score from {lowest} to {highest}, all of it {whole}.</source>
        <translation>Où «&#xa0;{question}&#xa0;» correspond&#xa0;: les parties de la tuile ont des scores de {lowest} à {highest}, l&apos;ensemble {whole}.</translation>
    </message>
</context>
<context>
    <name>Tilescribe</name>
    <message>
        <source>A download arrived damaged.</source>
        <translation>Un téléchargement est arrivé endommagé.</translation>
    </message>
    <message>
        <source>A file could not be written; a virus scanner may hold it.</source>
        <translation>Un fichier n’a pas pu être écrit ; un antivirus le retient peut-être.</translation>
    </message>
    <message>
        <source>A library of PyTorch does not load.</source>
        <translation>Une bibliothèque de PyTorch ne se charge pas.</translation>
    </message>
    <message>
        <source>A step of the set-up failed.</source>
        <translation>Une étape de l’installation a échoué.</translation>
    </message>
    <message>
        <source>Add your organisation&apos;s authority in QGIS (Settings ▸ Options ▸ Authentication), then try again.</source>
        <translation>Ajoutez l’autorité de votre organisation dans QGIS (Préférences ▸ Options ▸ Authentification), puis réessayez.</translation>
    </message>
    <message>
        <source>Another QGIS is setting the engine up.</source>
        <translation>Un autre QGIS installe le moteur.</translation>
    </message>
    <message>
        <source>Ask again to start it.</source>
        <translation>Redemandez pour le démarrer.</translation>
    </message>
    <message>
        <source>Ask whoever keeps it to add {name}, or to let this computer reach download.pytorch.org; or install from a folder of wheels.</source>
        <translation>Demandez à qui le gère d’y ajouter {name} ou de laisser cet ordinateur joindre download.pytorch.org ; ou installez depuis un dossier de wheels.</translation>
    </message>
    <message>
        <source>Ask whoever keeps it to add {name}; or name another index; or install from a folder of wheels.</source>
        <translation>Demandez à qui le gère d’y ajouter {name} ; ou indiquez un autre index ; ou installez depuis un dossier de wheels.</translation>
    </message>
    <message>
        <source>Check its address, with user and password if it asks for them (https://user:password@…).</source>
        <translation>Vérifiez son adresse, avec utilisateur et mot de passe s’il les demande (https://utilisateur:motdepasse@…).</translation>
    </message>
    <message>
        <source>Check its address; ask whoever keeps it to add that version of uv; or install from a folder of wheels.</source>
        <translation>Vérifiez son adresse ; demandez à qui le gère d’y ajouter cette version de uv ; ou installez depuis un dossier de wheels.</translation>
    </message>
    <message>
        <source>Check the network and the proxy in QGIS&apos;s options, then try again; or install from a folder of wheels.</source>
        <translation>Vérifiez le réseau et le proxy dans les options de QGIS, puis réessayez ; ou installez depuis un dossier de wheels.</translation>
    </message>
    <message>
        <source>Check the proxy in QGIS under Settings ▸ Options ▸ Network, then try again.</source>
        <translation>Vérifiez le proxy dans QGIS sous Préférences ▸ Options ▸ Réseau, puis réessayez.</translation>
    </message>
    <message>
        <source>Check the token on the set-up page, or let the plugin start an engine of its own.</source>
        <translation>Vérifiez le jeton sur la page d&apos;installation, ou laissez l&apos;extension démarrer son propre moteur.</translation>
    </message>
    <message>
        <source>Choose another Python (3.11 to 3.14, 64 bits) or another package index, then try again.</source>
        <translation>Choisissez un autre Python (3.11 à 3.14, 64 bits) ou un autre index des paquets, puis réessayez.</translation>
    </message>
    <message>
        <source>Choose another Python.</source>
        <translation>Choisissez un autre Python.</translation>
    </message>
    <message>
        <source>Close other programs and try again.</source>
        <translation>Fermez d’autres programmes et réessayez.</translation>
    </message>
    <message>
        <source>Connect to an engine on another computer.</source>
        <translation>Connectez-vous à un moteur sur un autre ordinateur.</translation>
    </message>
    <message>
        <source>Fill it on a computer with a network, for the same system and Python version (the help tells how).</source>
        <translation>Remplissez-le sur un ordinateur avec réseau, pour le même système et la même version de Python (l’aide dit comment).</translation>
    </message>
    <message>
        <source>Fill it on a computer with a network, for this system: pip download uv (the help tells how).</source>
        <translation>Remplissez-le sur un ordinateur avec réseau, pour ce système : pip download uv (l’aide dit comment).</translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation>Libérez de l’espace et réessayez.</translation>
    </message>
    <message>
        <source>Install Python 3.12 from python.org or your system&apos;s packages, then try again; or name a mirror under Other ways ▸ How the engine is set up ▸ Mirror of Pythons.</source>
        <translation>Installez Python 3.12 depuis python.org ou les paquets de votre système, puis réessayez ; ou indiquez un miroir de Python parmi les autres façons.</translation>
    </message>
    <message>
        <source>Install Python 3.12, or put its archive into the folder (the help tells how).</source>
        <translation>Installez Python 3.12 ou mettez son archive dans le dossier (l’aide dit comment).</translation>
    </message>
    <message>
        <source>Install the Microsoft Visual C++ Redistributable (x64), then try again.</source>
        <translation>Installez Microsoft Visual C++ Redistributable (x64), puis réessayez.</translation>
    </message>
    <message>
        <source>Install the plugin from its zip with the engine, or name a package index that has it.</source>
        <translation>Installez l’extension depuis son zip avec le moteur, ou indiquez un index des paquets qui l’a.</translation>
    </message>
    <message>
        <source>It does not use the card.</source>
        <translation>Il n’utilise pas la carte.</translation>
    </message>
    <message>
        <source>It is being started again; ask again in a moment.</source>
        <translation>Il redémarre&#xa0;; redemandez dans un instant.</translation>
    </message>
    <message>
        <source>It may be busy; try again, or restart it on the set-up page.</source>
        <translation>Il est peut-être occupé&#xa0;; réessayez, ou redémarrez-le sur la page d&apos;installation.</translation>
    </message>
    <message>
        <source>It said: {line}</source>
        <translation>Le message : {line}</translation>
    </message>
    <message>
        <source>It said: {log}</source>
        <translation>Il a dit&#xa0;: {log}</translation>
    </message>
    <message>
        <source>Its last words: {log}</source>
        <translation>Ses derniers mots&#xa0;: {log}</translation>
    </message>
    <message>
        <source>Look at the log; try again, or copy the report.</source>
        <translation>Regardez le journal ; réessayez ou copiez le rapport.</translation>
    </message>
    <message>
        <source>Make the diagnostics report, or set the engine up anew.</source>
        <translation>Faites le rapport de diagnostic, ou réinstallez le moteur.</translation>
    </message>
    <message>
        <source>Needed once: about {download} to download, {disk} on disk ({kind}, the engine and what it needs).</source>
        <translation>Nécessaire une fois&#xa0;: environ {download} à télécharger, {disk} sur le disque ({kind}, le moteur et ce qu&apos;il lui faut).</translation>
    </message>
    <message>
        <source>Nothing is downloaded: everything comes from {folder}.</source>
        <translation>Rien n&apos;est téléchargé&#xa0;: tout vient de {folder}.</translation>
    </message>
    <message>
        <source>Put a whole one in its place, then try again.</source>
        <translation>Mettez-en un intact à sa place, puis réessayez.</translation>
    </message>
    <message>
        <source>PyTorch comes from {index} instead.</source>
        <translation>PyTorch vient à la place de {index}.</translation>
    </message>
    <message>
        <source>PyTorch for the processor</source>
        <translation>PyTorch pour le processeur</translation>
    </message>
    <message>
        <source>PyTorch is not made for the processor of this computer ({processor}).</source>
        <translation>PyTorch n’existe pas pour le processeur de cet ordinateur ({processor}).</translation>
    </message>
    <message>
        <source>PyTorch with CUDA for NVIDIA cards</source>
        <translation>PyTorch avec CUDA pour cartes NVIDIA</translation>
    </message>
    <message>
        <source>PyTorch&apos;s own server, {host}, cannot be reached.</source>
        <translation>Le serveur de PyTorch, {host}, est inaccessible.</translation>
    </message>
    <message>
        <source>PyTorch&apos;s own server, {host}, cannot be reached: its certificate is not trusted.</source>
        <translation>Le serveur de PyTorch, {host}, est inaccessible : son certificat n’est pas reconnu.</translation>
    </message>
    <message>
        <source>PyTorch&apos;s own server, {host}, cannot be reached: the proxy refused the connection.</source>
        <translation>Le serveur de PyTorch, {host}, est inaccessible : le proxy a refusé la connexion.</translation>
    </message>
    <message>
        <source>PyTorch&apos;s own server, {host}, has no build that fits.</source>
        <translation>Le serveur de PyTorch, {host}, n’a aucune version qui convient.</translation>
    </message>
    <message>
        <source>PyTorch&apos;s own server, {host}, refused the request (403).</source>
        <translation>Le serveur de PyTorch, {host}, a refusé la requête (403).</translation>
    </message>
    <message>
        <source>Set it up; this is needed once.</source>
        <translation>Installez-le&#xa0;; une seule fois suffit.</translation>
    </message>
    <message>
        <source>Something else may be listening at this address; restart the engine on the set-up page.</source>
        <translation>Autre chose écoute peut-être à cette adresse&#xa0;; redémarrez le moteur sur la page d&apos;installation.</translation>
    </message>
    <message>
        <source>Start it again from the dock.</source>
        <translation>Redémarrez-le depuis le panneau.</translation>
    </message>
    <message>
        <source>Start it again; if it fails again, make the diagnostics report or set the engine up anew.</source>
        <translation>Redémarrez-le&#xa0;; s&apos;il échoue encore, faites le rapport de diagnostic ou réinstallez le moteur.</translation>
    </message>
    <message>
        <source>The answer (status {status}) was not understood: {reason}.</source>
        <translation>La réponse (statut {status}) n&apos;a pas été comprise&#xa0;: {reason}.</translation>
    </message>
    <message>
        <source>The answer was not understood: {reason}.</source>
        <translation>La réponse n&apos;a pas été comprise&#xa0;: {reason}.</translation>
    </message>
    <message>
        <source>The certificate of {host} is not trusted; a company network often puts its own in between.</source>
        <translation>Le certificat de {host} n’est pas reconnu ; un réseau d’entreprise interpose souvent le sien.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Le disque est plein.</translation>
    </message>
    <message>
        <source>The disk of {folder} has {free} GB free; setting up takes {needed} GB.</source>
        <translation>Le disque de {folder} a {free} Go libres ; l’installation demande {needed} Go.</translation>
    </message>
    <message>
        <source>The engine at this address does not accept the token.</source>
        <translation>Le moteur à cette adresse n&apos;accepte pas le jeton.</translation>
    </message>
    <message>
        <source>The engine cannot be reached: {reason}.</source>
        <translation>Le moteur n&apos;est pas joignable&#xa0;: {reason}.</translation>
    </message>
    <message>
        <source>The engine did not start: {reason}.</source>
        <translation>Le moteur n&apos;a pas démarré&#xa0;: {reason}.</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly ({how}).</source>
        <translation>Le moteur s&apos;est arrêté de façon inattendue ({how}).</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly {times} times in a few minutes and is not started again. {last}</source>
        <translation>Le moteur s&apos;est arrêté {times} fois de façon inattendue en quelques minutes et n&apos;est pas redémarré. {last}</translation>
    </message>
    <message>
        <source>The engine has not answered for {count} seconds.</source>
        <translation>Le moteur n&apos;a pas répondu depuis {count} secondes.</translation>
    </message>
    <message>
        <source>The engine is being set up from {folder}; nothing is downloaded.</source>
        <translation>Le moteur est installé depuis {folder} ; rien n’est téléchargé.</translation>
    </message>
    <message>
        <source>The engine is not set up yet.</source>
        <translation>Le moteur n&apos;est pas encore installé.</translation>
    </message>
    <message>
        <source>The engine was stopped before it could answer.</source>
        <translation>Le moteur a été arrêté avant de pouvoir répondre.</translation>
    </message>
    <message>
        <source>The engine{version} speaks version {theirs} of the interface, this plugin version {ours}.</source>
        <translation>Le moteur{version} parle la version {theirs} de l&apos;interface, cette extension la version {ours}.</translation>
    </message>
    <message>
        <source>The folder of wheels {folder} has a uv that is too old ({wheel}); version {oldest} is needed.</source>
        <translation>Le dossier de wheels {folder} a un uv trop ancien ({wheel}) ; il faut la version {oldest}.</translation>
    </message>
    <message>
        <source>The folder of wheels {folder} has no wheel of uv, which the engine is set up with.</source>
        <translation>Le dossier de wheels {folder} n’a aucun wheel de uv, avec lequel le moteur est installé.</translation>
    </message>
    <message>
        <source>The folder of wheels {folder} has no {name} that fits this system and this Python.</source>
        <translation>Le dossier de wheels {folder} n’a aucun {name} qui convienne à ce système et à ce Python.</translation>
    </message>
    <message>
        <source>The folder of wheels {folder} has uv for other systems only; the engine is set up with it.</source>
        <translation>Le dossier de wheels {folder} n’a uv que pour d’autres systèmes ; le moteur est installé avec lui.</translation>
    </message>
    <message>
        <source>The folder of wheels {folder} holds none either.</source>
        <translation>Le dossier de wheels {folder} n’en contient pas non plus.</translation>
    </message>
    <message>
        <source>The folder of wheels {folder} lacks {name}, which the engine needs.</source>
        <translation>Il manque {name} dans le dossier de wheels {folder} ; le moteur en a besoin.</translation>
    </message>
    <message>
        <source>The installer that came from {host} is not the one that was tested: the SHA-256 of {wheel} differs. It was not started.</source>
        <translation>L’installateur venu de {host} n’est pas celui qui a été testé : le SHA-256 de {wheel} diffère. Il n’a pas été lancé.</translation>
    </message>
    <message>
        <source>The one in the folder of wheels {folder} cannot be used: {reason}</source>
        <translation>Celui du dossier de wheels {folder} est inutilisable : {reason}</translation>
    </message>
    <message>
        <source>The package index {index} has no uv, which the engine is set up with ({wheel}).</source>
        <translation>L’index des paquets {index} n’a pas uv, avec lequel le moteur est installé ({wheel}).</translation>
    </message>
    <message>
        <source>The package index {index} has no {name} (PyTorch), which the engine needs.</source>
        <translation>L’index des paquets {index} n’a pas {name} (PyTorch), dont le moteur a besoin.</translation>
    </message>
    <message>
        <source>The package index {index} has no {name} that fits this system, this Python and the versions that were tested.</source>
        <translation>L’index des paquets {index} n’a aucun {name} qui convienne à ce système, à ce Python et aux versions testées.</translation>
    </message>
    <message>
        <source>The package index {index} has no {name}, and this copy of the plugin comes without the engine.</source>
        <translation>L’index des paquets {index} n’a pas {name}, et cette copie de l’extension vient sans le moteur.</translation>
    </message>
    <message>
        <source>The package index {index} has no {name}, which the engine needs.</source>
        <translation>L’index des paquets {index} n’a pas {name}, dont le moteur a besoin.</translation>
    </message>
    <message>
        <source>The package index {index} refused the request ({answer}).</source>
        <translation>L’index des paquets {index} a refusé la requête ({answer}).</translation>
    </message>
    <message>
        <source>The plugin was updated to {needed}; the engine is still {installed}.</source>
        <translation>L&apos;extension a été mise à jour en {needed}&#xa0;; le moteur est encore en {installed}.</translation>
    </message>
    <message>
        <source>The proxy refused the connection to {host}.</source>
        <translation>Le proxy a refusé la connexion à {host}.</translation>
    </message>
    <message>
        <source>There is no Python 3.11 to 3.14 (64 bits) on this computer, and none could be downloaded from {hosts}: {reason}</source>
        <translation>Il n’y a pas de Python 3.11 à 3.14 (64 bits) sur cet ordinateur, et aucun n’a pu être téléchargé depuis {hosts} : {reason}</translation>
    </message>
    <message>
        <source>There is no Python 3.11 to 3.14 (64 bits) on this computer.</source>
        <translation>Il n’y a pas de Python 3.11 à 3.14 (64 bits) sur cet ordinateur.</translation>
    </message>
    <message>
        <source>There is no installer (uv) for this system ({system}, {processor}).</source>
        <translation>Il n’y a pas d’installateur (uv) pour ce système ({system}, {processor}).</translation>
    </message>
    <message>
        <source>There was not enough memory.</source>
        <translation>La mémoire n’a pas suffi.</translation>
    </message>
    <message>
        <source>This Mac has an Intel processor, for which PyTorch is no longer made.</source>
        <translation>Ce Mac a un processeur Intel, pour lequel PyTorch n’est plus produit.</translation>
    </message>
    <message>
        <source>This Python is {version}; the engine needs 3.11 to 3.14.</source>
        <translation>Ce Python est en version {version} ; il faut 3.11 à 3.14 au moteur.</translation>
    </message>
    <message>
        <source>This build is larger, and not needed here.</source>
        <translation>Cette version est plus volumineuse et n’est pas nécessaire ici.</translation>
    </message>
    <message>
        <source>This computer has an NVIDIA card.</source>
        <translation>Cet ordinateur a une carte NVIDIA.</translation>
    </message>
    <message>
        <source>To download: {download}; on disk: about {disk}. {count} packages, the largest PyTorch {version} for the processor.</source>
        <translation>À télécharger : {download} ; sur le disque : environ {disk}. {count} paquets, le plus gros PyTorch {version} pour le processeur.</translation>
    </message>
    <message>
        <source>To download: {download}; on disk: about {disk}. {count} packages, the largest PyTorch {version} with CUDA for NVIDIA cards.</source>
        <translation>À télécharger : {download} ; sur le disque : environ {disk}. {count} paquets, le plus gros PyTorch {version} avec CUDA pour les cartes NVIDIA.</translation>
    </message>
    <message>
        <source>Try again later; or install from a folder of wheels.</source>
        <translation>Réessayez plus tard ; ou installez depuis un dossier de wheels.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, a proxy changes what passes through it.</source>
        <translation>Réessayez ; si cela persiste, un proxy modifie ce qui passe par lui.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, a proxy or the package index changes what passes through it.</source>
        <translation>Réessayez ; si cela persiste, un proxy ou l’index des paquets modifie ce qui passe par lui.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, make an exception for the folder that is named in the log.</source>
        <translation>Réessayez ; si cela persiste, faites une exception pour le dossier nommé dans le journal.</translation>
    </message>
    <message>
        <source>Try again; if that fails, restart the engine on the set-up page.</source>
        <translation>Réessayez&#xa0;; si cela échoue, redémarrez le moteur sur la page d&apos;installation.</translation>
    </message>
    <message>
        <source>Up to {download} from {index} where {host} cannot be reached.</source>
        <translation>Jusqu’à {download} depuis {index} là où {host} est inaccessible.</translation>
    </message>
    <message>
        <source>Update the engine.</source>
        <translation>Mettez à jour le moteur.</translation>
    </message>
    <message>
        <source>Update the engine; catalogs stay as they are.</source>
        <translation>Mettez à jour le moteur&#xa0;; les catalogues restent comme ils sont.</translation>
    </message>
    <message>
        <source>Update the plugin.</source>
        <translation>Mettez à jour l&apos;extension.</translation>
    </message>
    <message>
        <source>Use an existing interpreter: a Python in which `pip install tilescribe` was done.</source>
        <translation>Utilisez un interpréteur existant : un Python dans lequel `pip install tilescribe` a été fait.</translation>
    </message>
    <message>
        <source>Wait until it has finished.</source>
        <translation>Attendez qu’il ait fini.</translation>
    </message>
    <message>
        <source>about {size}</source>
        <translation>environ {size}</translation>
    </message>
    <message>
        <source>it does not start</source>
        <translation>il ne démarre pas</translation>
    </message>
    <message>
        <source>it is no Python</source>
        <translation>ce n’est pas un Python</translation>
    </message>
    <message>
        <source>{host} answered with an error ({status}).</source>
        <translation>{host} a répondu par une erreur ({status}).</translation>
    </message>
    <message>
        <source>{host} cannot be reached ({reason}).</source>
        <translation>{host} est inaccessible ({reason}).</translation>
    </message>
    <message>
        <source>{host} cannot be reached.</source>
        <translation>{host} est inaccessible.</translation>
    </message>
    <message>
        <source>{path} will not do: {reason}.</source>
        <translation>{path} ne convient pas : {reason}.</translation>
    </message>
    <message>
        <source>{wheel} is damaged: it holds no program uv.</source>
        <translation>{wheel} est endommagé : il ne contient pas le programme uv.</translation>
    </message>
</context>
<context>
    <name>TilescribeLocatorFilter</name>
    <message>
        <source>All answers to “{question}”</source>
        <translation>Toutes les réponses à «&#xa0;{question}&#xa0;»</translation>
    </message>
    <message>
        <source>Imagery in plain words (Tilescribe)</source>
        <translation>Images en mots simples (Tilescribe)</translation>
    </message>
    <message>
        <source>Nothing matches “{question}”; ask in the dock</source>
        <translation>Rien ne correspond à «&#xa0;{question}&#xa0;»&#xa0;; demandez dans le panneau</translation>
    </message>
</context>
<context>
    <name>TilescribePlugin</name>
    <message>
        <source>Search Imagery (Tilescribe)</source>
        <translation>Chercher dans les images (Tilescribe)</translation>
    </message>
    <message>
        <source>Search your imagery in plain words</source>
        <translation>Chercher dans vos images en mots simples</translation>
    </message>
</context>
<context>
    <name>TilescribeProcessing</name>
    <message numerus="yes">
        <source>%Ln rasters without a date were left out.</source>
        <translation>
            <numerusform>%Ln raster sans date a été laissé de côté.</numerusform>
            <numerusform>%Ln rasters sans date ont été laissés de côté.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tiles are compared; {blank} cannot be. The changes are kept in {path}.</source>
        <translation>
            <numerusform>%Ln tuile est comparée&#xa0;; {blank} ne peuvent pas l&apos;être. Les changements sont conservés dans {path}.</numerusform>
            <numerusform>%Ln tuiles sont comparées&#xa0;; {blank} ne peuvent pas l&apos;être. Les changements sont conservés dans {path}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tiles are drawn in cells of {size} m.</source>
        <translation>
            <numerusform>%Ln tuile est dessinée en cellules de {size} m.</numerusform>
            <numerusform>%Ln tuiles sont dessinées en cellules de {size} m.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tiles can be searched in {path}.</source>
        <translation>
            <numerusform>%Ln tuile peut être interrogée dans {path}.</numerusform>
            <numerusform>%Ln tuiles peuvent être interrogées dans {path}.</numerusform>
        </translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;i&gt;Look closer&lt;/i&gt; reads so many of the best tiles again, part by part, ranks them by their best part and gives its outline in place of the tile&apos;s. It finds small things, and takes about a second for each tile.&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;i&gt;Examiner de près&lt;/i&gt; relit autant des meilleures tuiles, partie par partie, les classe par leur meilleure partie et donne le contour de celle-ci à la place de celui de la tuile. Trouve les petites choses, et prend environ une seconde par tuile.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;i&gt;Only in…&lt;/i&gt;, &lt;i&gt;Acquired…&lt;/i&gt; and the parameters under &lt;i&gt;Advanced&lt;/i&gt; narrow the search down before it is made, so that it always finds as many results as you ask for where there are so many. Several names, labels or sizes are separated by commas; in names, * stands for anything.&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;i&gt;Seulement dans…&lt;/i&gt;, &lt;i&gt;Acquis…&lt;/i&gt; et les paramètres sous &lt;i&gt;Avancé&lt;/i&gt; restreignent la recherche avant qu&apos;elle ne soit faite, si bien qu&apos;elle trouve toujours autant de résultats que demandé quand il y en a autant. Plusieurs noms, étiquettes ou tailles sont séparés par des virgules&#xa0;; dans les noms, * remplace n&apos;importe quoi.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Cuts rasters into tiles, describes every tile in words and keeps the descriptions in a catalog, which can then be searched. Give layers, a folder (with all that is in it), or both. The catalog is made where there is none; into one that is there the rasters are added, and only what is missing is done. Cancelling keeps what is done; running the algorithm again goes on.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Tile sizes&lt;/i&gt; are metres on the ground, separated by commas; empty lets Tilescribe choose by the pixel size. &lt;i&gt;Described by&lt;/i&gt; is &lt;code&gt;builtin&lt;/code&gt; unless you have set up a larger model. A sensor and a date that are not given are recognised. Rasters are never changed.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Découpe des rasters en tuiles, décrit chaque tuile avec des mots et garde les descriptions dans un catalogue, qui peut ensuite être interrogé. Donnez des couches, un dossier (avec tout ce qu&apos;il contient), ou les deux. Le catalogue est créé s&apos;il n&apos;existe pas&#xa0;; dans un catalogue existant les rasters sont ajoutés, et seul ce qui manque est fait. Annuler garde ce qui est fait&#xa0;; relancer l&apos;algorithme reprend.&lt;/p&gt;&lt;p&gt;Les &lt;i&gt;tailles de tuile&lt;/i&gt; sont des mètres au sol, séparés par des virgules&#xa0;; vide laisse Tilescribe choisir selon la taille de pixel. &lt;i&gt;Décrit par&lt;/i&gt; est &lt;code&gt;builtin&lt;/code&gt; si vous n&apos;avez pas installé de modèle plus grand. Un capteur et une date non donnés sont reconnus. Les rasters ne sont jamais modifiés.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Describes tiles of a raster layer in words, without a catalog: the whole raster, or the part in an &lt;i&gt;extent&lt;/i&gt;. Nothing is kept besides the result, a layer of tiles with their descriptions, tags and what was measured in the bands.&lt;/p&gt;&lt;p&gt;Without a &lt;i&gt;tile size&lt;/i&gt; Tilescribe goes by the pixel size. For more than a few tiles, index the raster instead.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Décrit avec des mots des tuiles d&apos;une couche raster, sans catalogue&#xa0;: tout le raster, ou la partie dans une &lt;i&gt;emprise&lt;/i&gt;. Rien n&apos;est gardé hormis le résultat, une couche de tuiles avec leurs descriptions, leurs mots-clés et ce qui a été mesuré dans les bandes.&lt;/p&gt;&lt;p&gt;Sans &lt;i&gt;taille de tuile&lt;/i&gt;, Tilescribe se règle sur la taille de pixel. Pour plus de quelques tuiles, indexez plutôt le raster.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Describes what has changed between two dates of a catalog, tile by tile of the later one: the earlier picture is laid on the later one, brought into the same light and compared. Index both dates first, then ask with &lt;i&gt;Search changes&lt;/i&gt;. Only what is missing is done; cancelling keeps what is done, and running the algorithm again goes on.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Earlier&lt;/i&gt; and &lt;i&gt;Later rasters&lt;/i&gt; are a label (before), a date (2025-05), a range of dates (2025-05-01..2025-05-31), a folder, or names with * in them. Empty: each raster is compared with the date before its own. &lt;i&gt;Described by&lt;/i&gt; is &lt;code&gt;builtin&lt;/code&gt;, &lt;code&gt;facts&lt;/code&gt; (only what can be measured), or a model that takes two pictures. What is found is kept beside the catalog.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Décrit ce qui a changé entre deux dates d&apos;un catalogue, tuile par tuile de la plus récente&#xa0;: l&apos;image antérieure est posée sur la postérieure, ramenée à la même lumière et comparée. Indexez d&apos;abord les deux dates, puis demandez avec &lt;i&gt;Chercher des changements&lt;/i&gt;. Seul ce qui manque est fait&#xa0;; annuler garde ce qui est fait, et relancer l&apos;algorithme reprend.&lt;/p&gt;&lt;p&gt;Les &lt;i&gt;rasters antérieurs&lt;/i&gt; et &lt;i&gt;postérieurs&lt;/i&gt; sont une étiquette (before), une date (2025-05), une période (2025-05-01..2025-05-31), un dossier ou des noms avec *. Vide&#xa0;: chaque raster est comparé à la date qui précède la sienne. &lt;i&gt;Décrit par&lt;/i&gt; est &lt;code&gt;builtin&lt;/code&gt;, &lt;code&gt;facts&lt;/code&gt; (seulement ce qui peut être mesuré) ou un modèle qui prend deux images. Ce qui est trouvé est gardé à côté du catalogue.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Finds the places of a catalog that have changed as a question says in plain words, such as &lt;i&gt;destroyed houses&lt;/i&gt;; &lt;i&gt;Compare dates&lt;/i&gt; must have been run. Without a question, the places that have changed most come first, and the score is the magnitude of the change. The result is a layer of tile footprints with both dates, what is said of the change and of either date, and what was measured.&lt;/p&gt;&lt;p&gt;&lt;i&gt;What there was before&lt;/i&gt; is asked of the earlier date, such as &lt;i&gt;intact houses&lt;/i&gt;; both have to hold. With &lt;i&gt;The question is about the later date&lt;/i&gt; it is asked of what the later picture shows, such as &lt;i&gt;rubble&lt;/i&gt;, and not of the change.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Trouve les lieux d&apos;un catalogue qui ont changé comme une question le dit en mots simples, par exemple &lt;i&gt;maisons détruites&lt;/i&gt;&#xa0;; &lt;i&gt;Comparer des dates&lt;/i&gt; doit avoir été exécuté. Sans question, les lieux qui ont le plus changé viennent d&apos;abord, et le score est l&apos;ampleur du changement. Le résultat est une couche des contours de tuiles avec les deux dates, ce qui est dit du changement et de chaque date, et ce qui a été mesuré.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Ce qu&apos;il y avait avant&lt;/i&gt; se demande de la date antérieure, par exemple &lt;i&gt;maisons intactes&lt;/i&gt;&#xa0;; les deux doivent être vrais. Avec &lt;i&gt;La question porte sur la date postérieure&lt;/i&gt;, elle porte sur ce que montre l&apos;image postérieure, par exemple &lt;i&gt;décombres&lt;/i&gt;, et non sur le changement.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Finds the tiles of a catalog that are described like one that you have: the tile at a &lt;i&gt;place&lt;/i&gt; on the map, a tile by its &lt;i&gt;number&lt;/i&gt; (the attribute &lt;i&gt;Tile&lt;/i&gt; of a result layer), or a &lt;i&gt;picture&lt;/i&gt; (JPEG, PNG or WebP, up to 8 MB). Give exactly one of the three.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Trouve les tuiles d&apos;un catalogue décrites comme une que vous avez&#xa0;: la tuile d&apos;un &lt;i&gt;lieu&lt;/i&gt; de la carte, une tuile par son &lt;i&gt;numéro&lt;/i&gt; (l&apos;attribut &lt;i&gt;Tuile&lt;/i&gt; d&apos;une couche de résultats), ou une &lt;i&gt;image&lt;/i&gt; (JPEG, PNG ou WebP, jusqu&apos;à 8 Mo). Donnez exactement l&apos;un des trois.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Finds the tiles of a catalog whose descriptions match a question in plain words, such as &lt;i&gt;flooded houses beside a river&lt;/i&gt;. The result is a layer of tile footprints, the best first, with the score (1 would be perfect), the description that matched, the raster and its date.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Trouve les tuiles d&apos;un catalogue dont les descriptions correspondent à une question en mots simples, par exemple &lt;i&gt;maisons inondées au bord d&apos;une rivière&lt;/i&gt;. Le résultat est une couche de contours de tuiles, les meilleures d&apos;abord, avec le score (1 serait parfait), la description qui correspond, le raster et sa date.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Says what a catalog holds: how many rasters and tiles in which state, described by what, of which dates, and what failed. The layer shows the footprint of each raster with the same facts.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Dit ce que contient un catalogue&#xa0;: combien de rasters et de tuiles dans quel état, décrits par quoi, de quelles dates, et ce qui a échoué. La couche montre le contour de chaque raster avec les mêmes faits.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Writes how probably each place shows what the words say, 0 to 1, as a Cloud Optimized GeoTIFF with a style, from the tiles of all sizes. With &lt;i&gt;What has changed between two dates&lt;/i&gt; the question is about the change, and without a question the map shows how much has changed; &lt;i&gt;Compare dates&lt;/i&gt; must have been run.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Cell size&lt;/i&gt; is in metres; empty: half the side of the smallest tiles. Empty &lt;i&gt;CRS&lt;/i&gt;: the UTM zone, or a CRS for large areas. An existing file of that name is replaced. Cancelling leaves no file.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Écrit avec quelle probabilité chaque lieu montre ce que disent les mots, de 0 à 1, en Cloud Optimized GeoTIFF avec un style, à partir des tuiles de toutes tailles. Avec &lt;i&gt;Ce qui a changé entre deux dates&lt;/i&gt;, la question porte sur le changement, et sans question la carte montre combien a changé&#xa0;; &lt;i&gt;Comparer des dates&lt;/i&gt; doit avoir été exécuté.&lt;/p&gt;&lt;p&gt;La &lt;i&gt;taille de cellule&lt;/i&gt; est en mètres&#xa0;; vide&#xa0;: la moitié du côté des plus petites tuiles. &lt;i&gt;SCR&lt;/i&gt; vide&#xa0;: la zone UTM, ou un SCR pour les grandes zones. Un fichier existant de ce nom est remplacé. Annuler ne laisse aucun fichier.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Writes the described tiles of a catalog to a file, with footprints, descriptions and dates: GeoPackage, GeoJSON, GeoParquet or CSV, as the name of the file ends. With a &lt;i&gt;question&lt;/i&gt;, only the tiles that match, with their scores.&lt;/p&gt;&lt;p&gt;An existing file of that name is replaced; of a GeoPackage only the layer &lt;i&gt;hits&lt;/i&gt; is. A catalog is never replaced.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Écrit dans un fichier les tuiles décrites d&apos;un catalogue, avec contours, descriptions et dates&#xa0;: GeoPackage, GeoJSON, GeoParquet ou CSV, selon l&apos;extension du fichier. Avec une &lt;i&gt;question&lt;/i&gt;, seulement les tuiles qui correspondent, avec leurs scores.&lt;/p&gt;&lt;p&gt;Un fichier existant de ce nom est remplacé&#xa0;; d&apos;un GeoPackage, seulement la couche &lt;i&gt;hits&lt;/i&gt;. Un catalogue n&apos;est jamais remplacé.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>A question about the later date alone needs no comparison. Write what there was before.</source>
        <translation>Une question sur la seule date postérieure n&apos;a pas besoin de comparaison. Écrivez ce qu&apos;il y avait avant.</translation>
    </message>
    <message>
        <source>Acquired from</source>
        <translation>Acquis à partir du</translation>
    </message>
    <message>
        <source>Acquired to</source>
        <translation>Acquis jusqu&apos;au</translation>
    </message>
    <message>
        <source>CRS, in metres</source>
        <translation>SCR, en mètres</translation>
    </message>
    <message>
        <source>Catalog</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <source>Catalog information</source>
        <translation>Informations sur le catalogue</translation>
    </message>
    <message>
        <source>Catalogs (*.gpkg *.GPKG)</source>
        <translation>Catalogues (*.gpkg *.GPKG)</translation>
    </message>
    <message>
        <source>Catalogs (*.gpkg)</source>
        <translation>Catalogues (*.gpkg)</translation>
    </message>
    <message>
        <source>Cell size (metres)</source>
        <translation>Taille de cellule (mètres)</translation>
    </message>
    <message>
        <source>Compare dates</source>
        <translation>Comparer des dates</translation>
    </message>
    <message>
        <source>Compared catalog</source>
        <translation>Catalogue comparé</translation>
    </message>
    <message numerus="yes">
        <source>Compared {before} → {after}: %Ln tiles</source>
        <translation>
            <numerusform>Comparé {before} → {after}&#xa0;: %Ln tuile</numerusform>
            <numerusform>Comparé {before} → {after}&#xa0;: %Ln tuiles</numerusform>
        </translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Couverture</translation>
    </message>
    <message>
        <source>Date of acquisition</source>
        <translation>Date d&apos;acquisition</translation>
    </message>
    <message>
        <source>Describe a raster</source>
        <translation>Décrire un raster</translation>
    </message>
    <message>
        <source>Described by</source>
        <translation>Décrit par</translation>
    </message>
    <message numerus="yes">
        <source>Described by {name}: %Ln tiles</source>
        <translation>
            <numerusform>Décrit par {name}&#xa0;: %Ln tuile</numerusform>
            <numerusform>Décrit par {name}&#xa0;: %Ln tuiles</numerusform>
        </translation>
    </message>
    <message>
        <source>Described tiles</source>
        <translation>Tuiles décrites</translation>
    </message>
    <message>
        <source>Earlier rasters</source>
        <translation>Rasters antérieurs</translation>
    </message>
    <message>
        <source>Earliest acquisition</source>
        <translation>Première acquisition</translation>
    </message>
    <message>
        <source>Export tiles</source>
        <translation>Exporter des tuiles</translation>
    </message>
    <message>
        <source>Fast, no download.</source>
        <translation>Rapide, sans téléchargement.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Filters need a question here: without one all tiles are written. Ask a question, or empty the filters.</source>
        <translation>Les filtres demandent ici une question&#xa0;: sans elle, toutes les tuiles sont écrites. Posez une question, ou videz les filtres.</translation>
    </message>
    <message>
        <source>Find similar tiles</source>
        <translation>Trouver des tuiles semblables</translation>
    </message>
    <message>
        <source>Folder with rasters</source>
        <translation>Dossier de rasters</translation>
    </message>
    <message>
        <source>GeoPackage (*.gpkg);;GeoJSON (*.geojson);;GeoParquet (*.parquet);;CSV (*.csv)</source>
        <translation>GeoPackage (*.gpkg);;GeoJSON (*.geojson);;GeoParquet (*.parquet);;CSV (*.csv)</translation>
    </message>
    <message>
        <source>Give exactly one of a place, a tile number and a picture.</source>
        <translation>Donnez exactement un lieu, un numéro de tuile ou une image.</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Carte de chaleur</translation>
    </message>
    <message>
        <source>Highest value</source>
        <translation>Valeur la plus haute</translation>
    </message>
    <message>
        <source>Index rasters</source>
        <translation>Indexer des rasters</translation>
    </message>
    <message>
        <source>Label (before, after, any word)</source>
        <translation>Étiquette (avant, après, n&apos;importe quel mot)</translation>
    </message>
    <message>
        <source>Later rasters</source>
        <translation>Rasters postérieurs</translation>
    </message>
    <message>
        <source>Latest acquisition</source>
        <translation>Dernière acquisition</translation>
    </message>
    <message>
        <source>Like the tile at this place</source>
        <translation>Comme la tuile à cet endroit</translation>
    </message>
    <message>
        <source>Like the tile with this number</source>
        <translation>Comme la tuile de ce numéro</translation>
    </message>
    <message>
        <source>Like this picture</source>
        <translation>Comme cette image</translation>
    </message>
    <message>
        <source>Look closer at so many of the best tiles (0: at none)</source>
        <translation>Examiner de près autant des meilleures tuiles (0&#xa0;: aucune)</translation>
    </message>
    <message>
        <source>Lowest score (0 to 1)</source>
        <translation>Score minimal (0 à 1)</translation>
    </message>
    <message>
        <source>Matching tiles</source>
        <translation>Tuiles correspondantes</translation>
    </message>
    <message>
        <source>Most tiles</source>
        <translation>Nombre maximal de tuiles</translation>
    </message>
    <message>
        <source>No catalog is given. Choose a catalog (*.gpkg).</source>
        <translation>Aucun catalogue n&apos;est donné. Choisissez un catalogue (*.gpkg).</translation>
    </message>
    <message>
        <source>Nodata value (none: every value is picture)</source>
        <translation>Valeur nodata (none&#xa0;: toute valeur est image)</translation>
    </message>
    <message>
        <source>Nothing found: none of {candidates} tiles reaches the lowest score. Lower it, or ask differently.</source>
        <translation>Rien trouvé&#xa0;: aucune des {candidates} tuiles n&apos;atteint le score minimal. Abaissez-le, ou demandez autrement.</translation>
    </message>
    <message>
        <source>Nothing found: the filters leave no tile. Widen the area, the dates or the tile sizes.</source>
        <translation>Rien trouvé&#xa0;: les filtres ne laissent aucune tuile. Élargissez la zone, les dates ou les tailles de tuile.</translation>
    </message>
    <message>
        <source>Number of matching tiles</source>
        <translation>Nombre de tuiles correspondantes</translation>
    </message>
    <message>
        <source>Number of results</source>
        <translation>Nombre de résultats</translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln tiles were described; the area holds more. Raise the number, or index the raster.</source>
        <translation>
            <numerusform>Seule %Ln tuile a été décrite&#xa0;; la zone en contient davantage. Augmenter le nombre, ou indexer le raster.</numerusform>
            <numerusform>Seules %Ln tuiles ont été décrites&#xa0;; la zone en contient davantage. Augmenter le nombre, ou indexer le raster.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only in these polygons</source>
        <translation>Seulement dans ces polygones</translation>
    </message>
    <message>
        <source>Only in this extent</source>
        <translation>Seulement dans cette emprise</translation>
    </message>
    <message>
        <source>Only rasters with these labels</source>
        <translation>Seulement les rasters avec ces étiquettes</translation>
    </message>
    <message>
        <source>Only rasters with these names</source>
        <translation>Seulement les rasters de ces noms</translation>
    </message>
    <message>
        <source>Only tile sizes in metres</source>
        <translation>Seulement ces tailles de tuile en mètres</translation>
    </message>
    <message>
        <source>Overlap of tiles (0 to 0.75)</source>
        <translation>Recouvrement des tuiles (0 à 0,75)</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.webp)</source>
        <translation>Images (*.jpg *.jpeg *.png *.webp)</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Raster layer</source>
        <translation>Couche raster</translation>
    </message>
    <message>
        <source>Raster layers</source>
        <translation>Couches raster</translation>
    </message>
    <message>
        <source>Rasters</source>
        <translation>Rasters</translation>
    </message>
    <message>
        <source>Rasters whose file is gone</source>
        <translation>Rasters dont le fichier est absent</translation>
    </message>
    <message>
        <source>Search changes</source>
        <translation>Chercher des changements</translation>
    </message>
    <message>
        <source>Search imagery</source>
        <translation>Chercher dans les images</translation>
    </message>
    <message>
        <source>Sensor profile</source>
        <translation>Profil du capteur</translation>
    </message>
    <message>
        <source>Size of the catalog in bytes</source>
        <translation>Taille du catalogue en octets</translation>
    </message>
    <message>
        <source>Some rasters or tiles failed; each is named above with its reason.</source>
        <translation>Des rasters ou des tuiles ont échoué&#xa0;; chacun est nommé ci-dessus avec sa raison.</translation>
    </message>
    <message>
        <source>Stopping after the batch in work; what is done is kept.</source>
        <translation>Arrêt après le lot en cours&#xa0;; ce qui est fait est gardé.</translation>
    </message>
    <message>
        <source>Take rasters out whose files are gone</source>
        <translation>Retirer les rasters dont les fichiers sont absents</translation>
    </message>
    <message>
        <source>The extent lies nowhere on Earth. Check its coordinates and its CRS ({crs}).</source>
        <translation>L&apos;emprise ne se trouve nulle part sur Terre. Vérifiez ses coordonnées et son SCR ({crs}).</translation>
    </message>
    <message>
        <source>The polygons of “{name}” are empty or lie nowhere on Earth. Choose others, or leave the parameter empty.</source>
        <translation>Les polygones de «&#xa0;{name}&#xa0;» sont vides ou ne se trouvent nulle part sur Terre. Choisissez-en d&apos;autres, ou laissez le paramètre vide.</translation>
    </message>
    <message>
        <source>The question is about the later date, not about the change</source>
        <translation>La question porte sur la date postérieure, non sur le changement</translation>
    </message>
    <message>
        <source>The work was interrupted; run it again to go on.</source>
        <translation>Le travail a été interrompu&#xa0;; relancez-le pour continuer.</translation>
    </message>
    <message>
        <source>There is no question. Write in plain words what can be seen, or choose what has changed.</source>
        <translation>Il n&apos;y a pas de question. Écrivez en mots simples ce qui se voit, ou choisissez ce qui a changé.</translation>
    </message>
    <message>
        <source>There is no question. Write in plain words what has changed, or leave everything else empty, too.</source>
        <translation>Il n&apos;y a pas de question. Écrivez en mots simples ce qui a changé, ou laissez vide tout le reste aussi.</translation>
    </message>
    <message>
        <source>There is no question. Write in plain words what to look for.</source>
        <translation>Il n&apos;y a pas de question. Écrivez en mots simples ce qu&apos;il faut chercher.</translation>
    </message>
    <message>
        <source>There is nothing to index. Choose raster layers or a folder with rasters.</source>
        <translation>Il n&apos;y a rien à indexer. Choisissez des couches raster ou un dossier de rasters.</translation>
    </message>
    <message>
        <source>Tile size in metres</source>
        <translation>Taille de tuile en mètres</translation>
    </message>
    <message>
        <source>Tile sizes in metres</source>
        <translation>Tailles de tuile en mètres</translation>
    </message>
    <message>
        <source>Tiles compared</source>
        <translation>Tuiles comparées</translation>
    </message>
    <message>
        <source>Tiles described</source>
        <translation>Tuiles décrites</translation>
    </message>
    <message>
        <source>Tiles that cannot be compared</source>
        <translation>Tuiles qui ne peuvent pas être comparées</translation>
    </message>
    <message>
        <source>Tiles that failed</source>
        <translation>Tuiles en échec</translation>
    </message>
    <message>
        <source>Tiles waiting</source>
        <translation>Tuiles en attente</translation>
    </message>
    <message>
        <source>Tiles without content</source>
        <translation>Tuiles sans contenu</translation>
    </message>
    <message>
        <source>What a vision-language model is asked</source>
        <translation>Ce qui est demandé à un modèle vision-langage</translation>
    </message>
    <message>
        <source>What has changed (empty: what has changed most)</source>
        <translation>Ce qui a changé (vide&#xa0;: ce qui a le plus changé)</translation>
    </message>
    <message>
        <source>What has changed between two dates</source>
        <translation>Ce qui a changé entre deux dates</translation>
    </message>
    <message>
        <source>What the bands say, no model.</source>
        <translation>Ce que disent les bandes, sans modèle.</translation>
    </message>
    <message>
        <source>What there was before</source>
        <translation>Ce qu&apos;il y avait avant</translation>
    </message>
    <message>
        <source>Written to {path}.</source>
        <translation>Écrit dans {path}.</translation>
    </message>
    <message>
        <source>caption,text,scene,content,imagery</source>
        <translation>légende,texte,scène,contenu,images</translation>
    </message>
    <message>
        <source>catalog,describe,caption,embed,ingest,imagery</source>
        <translation>catalogue,décrire,légende,embedding,intégrer,images</translation>
    </message>
    <message>
        <source>change,detection,before,after,damage,difference,imagery,catalog</source>
        <translation>changement,détection,avant,après,dégâts,différence,images,catalogue</translation>
    </message>
    <message>
        <source>change,detection,before,after,damage,difference,question,imagery,tiles</source>
        <translation>changement,détection,avant,après,dégâts,différence,question,images,tuiles</translation>
    </message>
    <message>
        <source>coverage,status,statistics,rasters</source>
        <translation>couverture,état,statistiques,rasters</translation>
    </message>
    <message>
        <source>find,question,retrieval,semantic,imagery,satellite,tiles</source>
        <translation>trouver,question,recherche,sémantique,images,satellite,tuiles</translation>
    </message>
    <message>
        <source>heatmap,probability,raster,change,question,imagery,catalog</source>
        <translation>carte de chaleur,probabilité,raster,changement,question,images,catalogue</translation>
    </message>
    <message>
        <source>like,retrieval,example,picture,imagery,tiles</source>
        <translation>semblable,recherche,exemple,image,images,tuiles</translation>
    </message>
    <message>
        <source>save,geopackage,geojson,geoparquet,csv,descriptions</source>
        <translation>enregistrer,geopackage,geojson,geoparquet,csv,descriptions</translation>
    </message>
    <message>
        <source>{found} of {candidates} tiles; the best has the score {score}.</source>
        <translation>{found} tuiles sur {candidates}&#xa0;; la meilleure a le score {score}.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}</source>
        <translation>{path} ne peut pas être lu&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>{path} has {size} MB; a picture may have 8. Scale it down first.</source>
        <translation>{path} fait {size} Mo&#xa0;; une image peut en faire 8. Réduisez-la d&apos;abord.</translation>
    </message>
    <message>
        <source>“{name}” is no GeoTIFF. Choose a file that ends in .tif.</source>
        <translation>«&#xa0;{name}&#xa0;» n&apos;est pas un GeoTIFF. Choisissez un fichier qui se termine par .tif.</translation>
    </message>
    <message>
        <source>“{part}” is no tile size. Write metres separated by commas, such as 128, 512.</source>
        <translation>«&#xa0;{part}&#xa0;» n&apos;est pas une taille de tuile. Écrire des mètres séparés par des virgules, comme 128, 512.</translation>
    </message>
</context>
<context>
    <name>Triage</name>
    <message>
        <source>All {count} tiles are judged.</source>
        <translation>Les {count} tuiles sont jugées.</translation>
    </message>
    <message>
        <source>Confirm them too</source>
        <translation>Les confirmer aussi</translation>
    </message>
    <message>
        <source>Done again: {edit}</source>
        <translation>Refait&#xa0;: {edit}</translation>
    </message>
    <message>
        <source>Grade them too</source>
        <translation>Les classer aussi</translation>
    </message>
    <message>
        <source>Not saved, but kept as a draft: the next note on this tile goes on with it.</source>
        <translation>Non enregistré, mais gardé comme brouillon&#xa0;: la prochaine note sur cette tuile le reprend.</translation>
    </message>
    <message>
        <source>Note on “{tile}”</source>
        <translation>Note sur «&#xa0;{tile}&#xa0;»</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>Reject them too</source>
        <translation>Les rejeter aussi</translation>
    </message>
    <message>
        <source>The judgements of {count} tiles were taken back. Ctrl+Z brings them back.</source>
        <translation>Les jugements de {count} tuiles ont été retirés. Ctrl+Z les ramène.</translation>
    </message>
    <message>
        <source>Undone: {edit}</source>
        <translation>Annulé&#xa0;: {edit}</translation>
    </message>
    <message>
        <source>What does this tile really show? Leave it empty to take your correction back.</source>
        <translation>Que montre vraiment cette tuile&#xa0;? Laisser vide pour retirer votre correction.</translation>
    </message>
    <message>
        <source>{count} tiles confirmed.</source>
        <translation>{count} tuiles confirmées.</translation>
    </message>
    <message>
        <source>{count} tiles graded as {grade}.</source>
        <translation>{count} tuiles classées comme {grade}.</translation>
    </message>
    <message>
        <source>{count} tiles marked as unsure.</source>
        <translation>{count} tuiles marquées comme incertaines.</translation>
    </message>
    <message>
        <source>{count} tiles rejected.</source>
        <translation>{count} tuiles rejetées.</translation>
    </message>
    <message>
        <source>{done} Ctrl+Z takes it back.</source>
        <translation>{done} Ctrl+Z l&apos;annule.</translation>
    </message>
    <message>
        <source>{done} {count} of them had been judged otherwise. Ctrl+Z takes it back.</source>
        <translation>{done} {count} d&apos;entre elles étaient jugées autrement. Ctrl+Z l&apos;annule.</translation>
    </message>
    <message>
        <source>{judgement}, them too</source>
        <translation>{judgement}, elles aussi</translation>
    </message>
    <message>
        <source>{kept} of {all} were judged before and stay as they were.</source>
        <translation>{kept} sur {all} étaient déjà jugées et restent comme elles étaient.</translation>
    </message>
</context>
<context>
    <name>TriageBar</name>
    <message>
        <source>Judge in full screen (F11)</source>
        <translation>Juger en plein écran (F11)</translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation>Rien à rétablir</translation>
    </message>
    <message>
        <source>Redo: {edit} (Ctrl+Shift+Z)</source>
        <translation>Rétablir&#xa0;: {edit} (Ctrl+Maj+Z)</translation>
    </message>
    <message>
        <source>Show only what nobody has judged yet</source>
        <translation>Ne montrer que ce que personne n&apos;a jugé</translation>
    </message>
</context>
<context>
    <name>TriageWindow</name>
    <message>
        <source>Back to the list (Esc)</source>
        <translation>Retour à la liste (Échap)</translation>
    </message>
    <message>
        <source>Judge tiles</source>
        <translation>Juger des tuiles</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Next unseen</source>
        <translation>Prochaine non vue</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Shift+Z)</source>
        <translation>Rétablir (Ctrl+Maj+Z)</translation>
    </message>
    <message>
        <source>The next tile (Right)</source>
        <translation>La tuile suivante (Droite)</translation>
    </message>
    <message>
        <source>The next unseen tile (Space)</source>
        <translation>La prochaine tuile non vue (Espace)</translation>
    </message>
    <message>
        <source>The tile before (Left)</source>
        <translation>La tuile précédente (Gauche)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Wheel, + and − zoom, 0 shows all, Shift and arrows move. Esc leaves.</source>
        <translation>Molette, + et − zooment, 0 montre tout, Maj et flèches déplacent. Échap quitte.</translation>
    </message>
</context>
<context>
    <name>TwoDates</name>
    <message>
        <source>A click adds it to the project where it is missing</source>
        <translation>Un clic l&apos;ajoute au projet s&apos;il manque</translation>
    </message>
    <message>
        <source>A click brings it above other rasters</source>
        <translation>Un clic le place au-dessus des autres rasters</translation>
    </message>
    <message>
        <source>A click hides the rasters that cover it</source>
        <translation>Un clic masque les rasters qui le recouvrent</translation>
    </message>
    <message>
        <source>A click leaves the layers as they are</source>
        <translation>Un clic laisse les couches comme elles sont</translation>
    </message>
    <message>
        <source>All of “{label}”</source>
        <translation>Tout ce qui est «&#xa0;{label}&#xa0;»</translation>
    </message>
    <message>
        <source>Choose a catalog first.</source>
        <translation>Choisissez d&apos;abord un catalogue.</translation>
    </message>
    <message>
        <source>No raster layer of the project has a date in the catalog. Give rasters dates first.</source>
        <translation>Aucune couche raster du projet n&apos;a de date dans le catalogue. Donnez d&apos;abord des dates aux rasters.</translation>
    </message>
    <message>
        <source>Put the layers back</source>
        <translation>Remettre les couches</translation>
    </message>
    <message>
        <source>Swipe with an upright divider</source>
        <translation>Balayer avec un séparateur vertical</translation>
    </message>
    <message>
        <source>The map shows {seen} here, not the raster of this result: {own}.</source>
        <translation>La carte montre ici {seen}, non le raster de ce résultat&#xa0;: {own}.</translation>
    </message>
    <message>
        <source>The raster of the result</source>
        <translation>Le raster du résultat</translation>
    </message>
    <message>
        <source>The raster of this result is hidden: {own}.</source>
        <translation>Le raster de ce résultat est masqué&#xa0;: {own}.</translation>
    </message>
    <message>
        <source>The raster of this result is not on the map: {own}.</source>
        <translation>Le raster de ce résultat n&apos;est pas sur la carte&#xa0;: {own}.</translation>
    </message>
    <message>
        <source>Use dates of rasters in the temporal controller</source>
        <translation>Utiliser les dates des rasters dans le contrôleur temporel</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatique</translation>
    </message>
    <message>
        <source>{count} raster layers have the dates of the catalog in the temporal controller now.</source>
        <translation>{count} couches raster ont maintenant les dates du catalogue dans le contrôleur temporel.</translation>
    </message>
    <message>
        <source>{path} could not be read. Check that the file is there.</source>
        <translation>{path} n&apos;a pas pu être lu. Vérifiez que le fichier est là.</translation>
    </message>
</context>
<context>
    <name>TwoDatesBar</name>
    <message>
        <source>Add it</source>
        <translation>L&apos;ajouter</translation>
    </message>
    <message>
        <source>Flip the dates (Space); Escape ends it</source>
        <translation>Alterner les dates (Espace)&#xa0;; Échap y met fin</translation>
    </message>
    <message>
        <source>Put the layers back as they were before results were clicked</source>
        <translation>Remettre les couches comme avant les clics sur des résultats</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Le montrer</translation>
    </message>
    <message>
        <source>Show the other date in a second map, linked to the first</source>
        <translation>Montrer l&apos;autre date sur une seconde carte, liée à la première</translation>
    </message>
    <message>
        <source>Swipe between the two dates: drag the divider on the map, double-click turns it</source>
        <translation>Balayer entre les deux dates&#xa0;: faites glisser le séparateur sur la carte, un double-clic le tourne</translation>
    </message>
    <message>
        <source>The earlier date to compare</source>
        <translation>La date antérieure à comparer</translation>
    </message>
    <message>
        <source>The later date to compare</source>
        <translation>La date postérieure à comparer</translation>
    </message>
</context>
<context>
    <name>UndoButton</name>
    <message>
        <source>Nothing to undo</source>
        <translation>Rien à annuler</translation>
    </message>
    <message>
        <source>Undo: {edit} (Ctrl+Z)</source>
        <translation>Annuler&#xa0;: {edit} (Ctrl+Z)</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Catalogs stay as they are. The old engine is removed when the new one works.</source>
        <translation>Les catalogues restent comme ils sont. L&apos;ancien moteur est supprimé quand le nouveau fonctionne.</translation>
    </message>
    <message>
        <source>Other ways</source>
        <translation>Autres façons</translation>
    </message>
    <message>
        <source>Set up the engine</source>
        <translation>Installer le moteur</translation>
    </message>
    <message>
        <source>The plugin is now version {needed}; the engine is still {installed}.</source>
        <translation>L&apos;extension est maintenant en version {needed}&#xa0;; le moteur est encore en {installed}.</translation>
    </message>
    <message>
        <source>Tilescribe reads your imagery with an engine of its own, which runs on this computer.</source>
        <translation>Tilescribe lit vos images avec son propre moteur, qui fonctionne sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Update the engine</source>
        <translation>Mettre à jour le moteur</translation>
    </message>
    <message>
        <source>{amount} QGIS&apos;s Python is not touched.</source>
        <translation>{amount} Le Python de QGIS n&apos;est pas touché.</translation>
    </message>
</context>
<context>
    <name>WorkDialog</name>
    <message>
        <source>As the model prefers</source>
        <translation>Comme le modèle préfère</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Démarrer</translation>
    </message>
</context>
<context>
    <name>WorkMenu</name>
    <message>
        <source>Check the catalog</source>
        <translation>Vérifier le catalogue</translation>
    </message>
    <message>
        <source>Compare dates…</source>
        <translation>Comparer des dates…</translation>
    </message>
    <message>
        <source>Embed the texts anew…</source>
        <translation>Vectoriser à nouveau les textes…</translation>
    </message>
    <message>
        <source>Look again with a larger model…</source>
        <translation>Regarder encore avec un modèle plus grand…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
</context>
<context>
    <name>_RasterPopup</name>
    <message>
        <source>All rasters</source>
        <translation>Tous les rasters</translation>
    </message>
    <message>
        <source>Choose all that are listed</source>
        <translation>Choisir tous ceux de la liste</translation>
    </message>
    <message>
        <source>Choose none: all rasters are searched</source>
        <translation>N&apos;en choisir aucun&#xa0;: tous les rasters sont interrogés</translation>
    </message>
    <message>
        <source>Choose these</source>
        <translation>Choisir ceux-ci</translation>
    </message>
    <message>
        <source>Name, folder, date or label</source>
        <translation>Nom, dossier, date ou étiquette</translation>
    </message>
    <message>
        <source>{chosen} of {count} chosen</source>
        <translation>{chosen} choisis sur {count}</translation>
    </message>
</context>
<context>
    <name>_TileMenu</name>
    <message>
        <source>Be unsure no more</source>
        <translation>Ne plus douter</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirmer</translation>
    </message>
    <message>
        <source>Correct the description…</source>
        <translation>Corriger la description…</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Ctrl+Z</translation>
    </message>
    <message>
        <source>Describe</source>
        <translation>Décrire</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Find similar</source>
        <translation>Trouver des semblables</translation>
    </message>
    <message>
        <source>Less like this</source>
        <translation>Moins comme celle-ci</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>Plus comme celle-ci</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>Note…</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rejeter</translation>
    </message>
    <message>
        <source>Take the confirmation back</source>
        <translation>Retirer la confirmation</translation>
    </message>
    <message>
        <source>Take the rejection back</source>
        <translation>Retirer le rejet</translation>
    </message>
    <message>
        <source>Undo: {edit}</source>
        <translation>Annuler&#xa0;: {edit}</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Incertaine</translation>
    </message>
    <message>
        <source>Zoom to</source>
        <translation>Zoomer</translation>
    </message>
</context>
</TS>

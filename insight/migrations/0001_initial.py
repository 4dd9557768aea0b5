import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('teams', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='titel')),
                ('slug', models.SlugField(blank=True, max_length=12, null=True, unique=True, verbose_name='nummer')),
                ('first', models.DateField(verbose_name='van')),
                ('last', models.DateField(verbose_name='tot en met')),
                ('state', models.CharField(choices=[('draft', 'Concept'), ('offered', 'Ligt ter goedkeuring'), ('published', 'Gepubliceerd')], default='draft', max_length=10, verbose_name='stand')),
                ('made_at', models.DateTimeField(verbose_name='begonnen op')),
                ('counted_at', models.DateTimeField(blank=True, null=True, verbose_name='geteld op')),
                ('offered_at', models.DateTimeField(blank=True, null=True, verbose_name='aangeboden op')),
                ('remark', models.CharField(blank=True, max_length=300, verbose_name='waarom teruggegeven')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='gepubliceerd op')),
                ('line_count', models.PositiveIntegerField(blank=True, null=True, verbose_name='regels')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='goedgekeurd door')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to=settings.AUTH_USER_MODEL, verbose_name='samengesteld door')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='teams.programme', verbose_name='programma')),
            ],
            options={
                'verbose_name': 'editie van het leerverslag',
                'verbose_name_plural': 'edities van het leerverslag',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='edition_has_title', violation_error_message='Geef de editie een titel.'), models.CheckConstraint(condition=models.Q(('first__lte', models.F('last'))), name='edition_period_in_order', violation_error_message='De laatste dag ligt niet voor de eerste.'), models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(('approved_by', models.F('made_by')), _negated=True), _connector='OR'), name='edition_approved_by_another', violation_error_message='Een ander dan de samensteller keurt een editie goed.'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), ('counted_at__isnull', False), ('line_count__isnull', False), ('slug__isnull', False), ('state', 'published')), models.Q(models.Q(('state', 'published'), _negated=True), ('approved_at', None), ('approved_by', None), ('slug', None)), _connector='OR'), name='edition_published_is_approved', violation_error_message='Een editie wordt pas gepubliceerd als een ander haar goedkeurde.')],
            },
        ),
        migrations.CreateModel(
            name='EditionLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='volgorde')),
                ('section', models.CharField(choices=[('initiatives', 'Initiatieven'), ('outcomes', 'Hoe het verderging'), ('positions', 'Posities van de gemeente'), ('sessions', 'Adviesgesprekken'), ('hours', 'Uren van medewerkers, per positie'), ('time', 'Wie was er aan zet?'), ('learnt', 'Waar lessen over gaan'), ('lessons', 'Wat wij leerden'), ('rules', 'Regels die ruimer werden'), ('quotes', 'Wat mensen zeggen')], max_length=12, verbose_name='deel')),
                ('code', models.CharField(max_length=40, verbose_name='sleutel')),
                ('name', models.CharField(blank=True, max_length=160, verbose_name='naam')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='getal')),
                ('unit', models.CharField(choices=[('count', 'aantal'), ('hours', 'uur'), ('days', 'werkdagen, gemiddeld per initiatief')], default='count', max_length=8, verbose_name='wat het telt')),
                ('text', models.TextField(blank=True, max_length=2000, verbose_name='tekst')),
                ('about', models.CharField(blank=True, choices=[('cooperation', 'samenwerken'), ('process', 'een werkwijze'), ('rule', 'een regel'), ('goal', 'een doel')], max_length=12, verbose_name='waarover')),
                ('said_by', models.CharField(blank=True, max_length=160, verbose_name='naam van de spreker')),
                ('role', models.CharField(blank=True, max_length=80, verbose_name='rol van de spreker')),
                ('source', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='bron')),
                ('part', models.CharField(blank=True, max_length=10, verbose_name='welk antwoord')),
                ('blanked_at', models.DateTimeField(blank=True, null=True, verbose_name='leeggemaakt op')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='insight.edition')),
            ],
            options={
                'verbose_name': 'regel van een editie',
                'verbose_name_plural': 'regels van een editie',
                'ordering': ['edition', 'position'],
                'indexes': [models.Index(fields=['section', 'source'], name='edition_line_source')],
                'constraints': [models.UniqueConstraint(fields=('edition', 'section', 'code'), name='edition_line_once'), models.CheckConstraint(condition=models.Q(('blanked_at', None), models.Q(('said_by', ''), ('text', '')), _connector='OR'), name='edition_line_blanked_is_empty', violation_error_message='Een leeggemaakte regel heeft geen tekst.')],
            },
        ),
        migrations.CreateModel(
            name='KeptFigures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(blank=True, max_length=10, unique=True, verbose_name='periode')),
                ('first', models.DateField(verbose_name='van')),
                ('last', models.DateField(verbose_name='tot en met')),
                ('figures', models.JSONField(verbose_name='cijfers')),
                ('counted_at', models.DateTimeField(verbose_name='geteld op')),
            ],
            options={
                'verbose_name': 'bewaarde cijfers',
                'verbose_name_plural': 'bewaarde cijfers',
                'ordering': ['code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('first__lte', models.F('last'))), name='kept_figures_period_in_order', violation_error_message='De laatste dag ligt niet voor de eerste.')],
            },
        ),
    ]
